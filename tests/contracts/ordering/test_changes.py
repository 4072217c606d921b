"""The contract of `Orders.change`: what commands make of an order is kept, at the version they saw, or refused."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.kernel.pages import PageRequest
from application.ordering.ports import OrderFilter
from domain.catalogue.product import ProductNotFound
from domain.kernel.caller import Role
from domain.kernel.ids import LineId, ModifierId, StationId, VoidId, WaiterId
from domain.kernel.money import HIGHEST_PRICE, Surcharge
from domain.kernel.names import Name, Note
from domain.ordering.chart import Command, LineStatus
from domain.ordering.choosing import Chosen
from domain.ordering.line import HELD, Line, Progress, Sale, Void
from domain.ordering.numbers import Course, Guests, Quantity, Seat
from domain.ordering.order import Order, Voiding
from domain.ordering.refusals import OrderChanged
from tests.contracts.things import NOON, a_line, a_product, a_table, a_waiter, an_order, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, Room, World

MANAGER = Role.MANAGER.acts_as


def voiding(by: WaiterId, at_minute: int = 0, approved_by: WaiterId | None = None) -> Voiding:
    def void(line: LineId, quantity: Quantity) -> Void:
        return Void(
            id=VoidId(new_id()),
            line=line,
            quantity=quantity,
            reason=Note("Spilt"),
            by=by,
            at=NOON + timedelta(minutes=at_minute),
            approved_by=approved_by,
        )

    return void


async def changed(room: Room, before: Order, after: Order, *voids: Void) -> Order:
    return await room.work.commit(after, room.orders.change(before, after, *voids))


async def test_all_that_can_be_said_of_an_order_comes_back(world: World) -> None:
    ann, soup, seven = a_waiter(), a_product(), a_table()
    moments = [NOON + timedelta(minutes=each) for each in range(5)]
    line = replace(
        a_line(soup, 7),
        course=Course(2),
        seat=Seat(3),
        note=Note("No salt"),
        station=StationId(new_id()),
        progress=Progress(
            status=LineStatus.SERVED,
            round=4,
            sent_at=moments[0],
            started_at=moments[1],
            ready_at=moments[2],
            served_at=moments[3],
        ),
        ordered_at=moments[4],
        sale=Sale(ann.id, NOON.date(), 23),
        voided=1,
        moved=2,
        moved_from=LineId(new_id()),
        modifiers=(
            Chosen(ModifierId(new_id()), Name('Crème "brûlée" \\'), Surcharge(-HIGHEST_PRICE)),
            Chosen(ModifierId(new_id()), Name("Ice"), Surcharge(50)),
        ),
    )
    order = replace(
        an_order(ann, line, replace(a_line(soup), progress=HELD)),
        number=17,
        table=seven.id,
        guests=Guests(4),
        note=Note("Birthday"),
        closed_at=NOON,
    )
    room = await kept(world, ann, soup, seven, order)
    assert await room.orders.get(order.id) == order


async def test_lines_move_along_and_the_order_is_at_its_next_version(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    order, other = an_order(ann, *(a_line(soup) for _ in range(3))), an_order(ann, a_line(soup))
    room = await kept(world, ann, soup, order, other)
    served = order.moved(Command.SERVE, [order.lines[1].id], MANAGER, NOON)
    assert await changed(room, order, served) == served
    assert await world.room(OURS).orders.get(order.id) == served
    assert await room.orders.get(other.id) == other
    closed = served.settled(Command.CLOSE, MANAGER, NOON)
    _ = await changed(room, served, closed)
    assert await room.orders.get(order.id) == closed


async def test_lines_are_added_at_the_end_and_known_products_only(world: World) -> None:
    ann, soup, tea = a_waiter(), a_product(), a_product("Tea")
    order = an_order(ann, a_line(soup))
    room = await kept(world, ann, soup, order)
    sale = Sale(ann.id, NOON.date(), 13)
    more = [replace(a_line(soup, n + 1), ordered_at=NOON, sale=sale) for n in range(2)]
    after = order.with_more(more, MANAGER)
    _ = await changed(room, order, after)
    assert await room.orders.get(order.id) == after
    with pytest.raises(ProductNotFound):
        _ = await changed(room, after, after.with_more([replace(a_line(tea), ordered_at=NOON, sale=sale)], MANAGER))
    assert await room.orders.get(order.id) == after


async def test_what_is_taken_back_is_kept_beside_the_line(world: World) -> None:
    ann, eve, soup = a_waiter(), a_waiter("eve@example.com"), a_product()
    order = an_order(ann, a_line(soup, 3), a_line(soup))
    room = await kept(world, ann, eve, soup, order)
    assert await room.orders.voids(order.id) == []
    after, voids = order.without([(order.lines[0].id, Quantity(2))], MANAGER, voiding(ann.id))
    _ = await changed(room, order, after, *voids)
    last, rest = after.without(None, MANAGER, voiding(ann.id, 1, approved_by=eve.id))
    _ = await changed(room, after, last, *rest)
    assert await room.orders.get(order.id) == last
    assert list(await room.orders.voids(order.id)) == [*voids, *rest]
    assert await world.room(NEXT_DOOR).orders.voids(order.id) == []


async def test_a_change_of_what_is_no_more_is_refused_and_leaves_nothing(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    order = an_order(ann, a_line(soup, 3))
    room = await kept(world, ann, soup, order)
    first, voids = order.without([(order.lines[0].id, Quantity(1))], MANAGER, voiding(ann.id))
    _ = await changed(room, order, first, *voids)
    more = replace(a_line(soup), ordered_at=NOON, sale=Sale(ann.id, NOON.date(), 13))
    late, taken = order.without(None, MANAGER, voiding(ann.id))
    for after, taken_back in (
        (order.moved(Command.SERVE, None, MANAGER, NOON), []),
        (order.with_more([more], MANAGER), []),
        (late, taken),
    ):
        with pytest.raises(OrderChanged):
            _ = await changed(room, order, after, *taken_back)
    assert await room.orders.get(order.id) == first
    assert list(await room.orders.voids(order.id)) == list(voids)


@given(
    commands=st.lists(
        st.tuples(
            st.sampled_from(["add", "fire", "start", "ready", "recall", "serve", "void", "close", "reopen"]),
            st.integers(0, 3),
            st.integers(1, 3),
        ),
        max_size=8,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_comes_of_any_commands_is_kept(world: World, commands: list[tuple[str, int, int]]) -> None:
    ann, soup = a_waiter(f"{new_id()}@example.com"), a_product(f"Soup {new_id()}")
    order = an_order(ann, a_line(soup, 3), replace(a_line(soup, 2), progress=HELD))
    room = await kept(world, ann, soup, order)
    taken_back: list[Void] = []
    for name, which, quantity in commands:
        line: Line = order.lines[which % len(order.lines)]
        allowed = order.allowed(MANAGER)
        command = Command(name)
        if command not in allowed or (allowed[command] and line.id not in allowed[command]):
            continue
        voids = list[Void]()
        match command:
            case Command.ADD:
                more = replace(a_line(soup, quantity), ordered_at=NOON, sale=Sale(ann.id, NOON.date(), 13))
                after = order.with_more([more], MANAGER)
            case Command.VOID:
                some = Quantity(min(quantity, line.standing))
                after, made = order.without([(line.id, some)], MANAGER, voiding(ann.id))
                voids = [*made]
            case Command.CLOSE | Command.REOPEN:
                after = order.settled(command, MANAGER, NOON)
            case _:
                after = order.moved(command, [line.id], MANAGER, NOON + timedelta(minutes=quantity))
        _ = await changed(room, order, after, *voids)
        taken_back += voids
        order = after
    assert await room.orders.get(order.id) == order
    assert list(await room.orders.voids(order.id)) == taken_back


async def test_of_changes_that_come_together_only_those_that_are_late_are_refused(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    orders = [an_order(ann, a_line(soup, 3), customer=f"Table {number}") for number in range(8)]
    room = await kept(world, ann, soup, *orders)
    served = [order.moved(Command.SERVE, None, MANAGER, NOON) for order in orders]
    closed = [order.settled(Command.CLOSE, MANAGER, NOON) for order in orders]
    _ = await changed(room, orders[0], closed[0])  # who saw it before that is late
    came = await asyncio.gather(
        *(changed(room, before, after) for before, after in zip(orders, served, strict=True)),
        *(changed(room, before, after) for before, after in zip(orders[1:3], closed[1:3], strict=True)),
        return_exceptions=True,
    )
    stand = [await room.orders.get(order.id) for order in orders]
    assert isinstance(came[0], OrderChanged)
    assert stand[0] == closed[0]
    for number in (1, 2):  # two want to be the next version
        assert sorted(type(came[place]).__name__ for place in (number, number + 7)) == ["Order", "OrderChanged"]
        assert stand[number] in {served[number], closed[number]}
    assert came[3:8] == stand[3:] == served[3:]


async def test_nothing_is_kept_of_a_unit_of_work_that_is_late(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    order, other = (an_order(ann, a_line(soup, 3), customer=name) for name in ("Table 7", "Table 8"))
    room = await kept(world, ann, soup, order, other)
    after, voids = order.without(None, MANAGER, voiding(ann.id))
    _ = await changed(room, order, after, *voids)
    late, taken = order.without(None, MANAGER, voiding(ann.id))
    with pytest.raises(OrderChanged):  # one of the two is
        _ = await room.work.commit(
            None,
            room.orders.change(other, other.settled(Command.CLOSE, MANAGER, NOON)),
            room.orders.change(order, late, *taken),
            room.orders.add(an_order(ann, a_line(soup), customer="Table 9")),
        )
    assert await room.orders.get(other.id) == other
    assert await room.orders.get(order.id) == after
    assert list(await room.orders.voids(order.id)) == [*voids]
    listed = await room.orders.page(where=OrderFilter(), page=PageRequest(number=1, size=10))
    assert {each.customer for each in listed} == {"Table 7", "Table 8"}
