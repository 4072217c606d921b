"""The contract of `Orders`."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.kernel.pages import PageRequest
from application.ordering.ports import OrderFilter, OrderPlace
from domain.catalogue.product import ProductNotFound
from domain.kernel.caller import Role
from domain.kernel.names import Name
from domain.kernel.period import Period
from domain.ordering.chart import Command, LineStatus, OrderStatus
from domain.ordering.order import Order, OrderNotFound
from domain.ordering.refusals import TableUnknown
from domain.people.waiter import WaiterNotFound
from tests.contracts.things import NOON, a_line, a_product, a_table, a_waiter, an_order, keep, kept, may, new_id
from tests.contracts.worlds import NEXT_DOOR, Room, World

EVERYTHING = PageRequest(number=1, size=100)
EVERYBODY = OrderFilter()


async def matching(room: Room, where: OrderFilter) -> list[Order]:
    return list(await room.orders.page(where=where, page=EVERYTHING))


async def test_an_order_comes_back_with_its_lines_as_they_were_placed(world: World) -> None:
    ann, soup, tea = a_waiter(), a_product("Soup"), a_product("Tea")
    order = an_order(ann, a_line(tea, 2), a_line(soup, 10_000, price=999_999_999), a_line(tea, price=1))
    room = await kept(world, ann, soup, tea, order)
    assert await room.orders.get(order.id) == order


async def test_a_line_keeps_its_name_and_price_whatever_happens_to_the_product(world: World) -> None:
    ann, soup = a_waiter(), a_product("Soup")
    order = an_order(ann, a_line(soup))
    room = await kept(world, ann, soup, order)
    await room.work.commit(None, room.products.change(soup.changed(name=Name("Stew"), available=False)))
    assert await room.orders.get(order.id) == order


async def test_an_order_nobody_placed_is_not_found(world: World) -> None:
    with pytest.raises(OrderNotFound):
        _ = await world.room().orders.get(an_order(a_waiter(), a_line(a_product())).id)


async def test_an_order_of_an_unknown_waiter_is_refused(world: World) -> None:
    soup = a_product()
    room = await kept(world, soup)
    with pytest.raises(WaiterNotFound):
        await keep(room, an_order(a_waiter(), a_line(soup)))
    assert await matching(room, OrderFilter()) == []


async def test_an_order_of_an_unknown_product_is_refused(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup)
    with pytest.raises(ProductNotFound):
        await keep(room, an_order(ann, a_line(soup), a_line(a_product("Tea"))))
    assert await matching(room, OrderFilter()) == []


async def test_a_waiter_or_a_product_next_door_is_unknown_here(world: World) -> None:
    ann, soup, bob, tea = a_waiter(), a_product("Soup"), a_waiter("bob@example.com"), a_product("Tea")
    await keep(world.room(NEXT_DOOR), bob, tea)
    room = await kept(world, ann, soup)
    with pytest.raises(WaiterNotFound):
        await keep(room, an_order(bob, a_line(soup)))
    with pytest.raises(ProductNotFound):
        await keep(room, an_order(ann, a_line(tea)))


async def test_an_order_not_committed_is_not_there(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup)
    order = an_order(ann, a_line(soup))
    _ = room.orders.add(order)
    for same_or_another in (room, world.room()):
        assert await matching(same_or_another, OrderFilter()) == []
        with pytest.raises(OrderNotFound):
            _ = await same_or_another.orders.get(order.id)


@pytest.mark.parametrize(("number", "places"), [(1, [4, 3]), (2, [2, 1]), (3, [0]), (4, [])])
async def test_orders_come_newest_first_page_by_page(world: World, number: int, places: list[int]) -> None:
    ann, soup = a_waiter(), a_product()
    orders = [an_order(ann, a_line(soup, n + 1), a_line(soup)) for n in range(5)]
    room = await kept(world, ann, soup, *reversed(orders))
    page = await room.orders.page(where=OrderFilter(), page=PageRequest(number=number, size=2))
    assert list(page) == [orders[place] for place in places]
    assert await room.order_counts.count(OrderFilter()) == 5


@given(days=st.lists(st.integers(1, 28), min_size=1, max_size=9), most=st.integers(1, 4), late=st.integers(1, 28))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_walk_meets_every_order_once_also_while_others_arrive(
    world: World, days: list[int], most: int, late: int
) -> None:
    ann, soup = a_waiter(f"{new_id()}@example.com"), a_product(f"Soup {new_id()}")
    room = await kept(world, ann, soup, *(an_order(ann, a_line(soup), day=day) for day in days))
    where = OrderFilter(waiter=ann.id)
    orders = list(await room.orders.page(where=where, page=EVERYTHING))
    assert orders == sorted(orders, key=OrderPlace.of, reverse=True)

    met = list(await room.orders.page(where=where, page=PageRequest(number=1, size=most)))
    await keep(world.room(), an_order(ann, a_line(soup), day=28))
    while found := await room.orders.after(where=where, place=OrderPlace.of(met[-1]), most=most):
        assert len(found) <= most
        met += found
    assert met == orders

    assert await room.orders.after(where=where, place=OrderPlace.of(orders[-1]), most=5) == []
    period = Period(start=may(late), end=may(28))
    beyond = OrderPlace(date(2026, 6, 1), orders[0].id)
    inside = await room.orders.after(where=OrderFilter(waiter=ann.id, period=period), place=beyond, most=100)
    assert [order for order in inside if order in orders] == [each for each in orders if each.business_date in period]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("", 4),
        ("ZOÉ", 1),
        ("zoe", 1),
        ("zòe", 1),
        ("zo\u0301e", 1),
        ("%", 1),
        ("_", 1),
        ("\\", 1),
        ("b", 2),
        ("a%c", 0),
        ("' OR 1=1", 0),
    ],
)
async def test_a_part_of_a_customer_is_found_in_any_case_and_with_any_accents(
    world: World, part: str, found: int
) -> None:
    ann, soup = a_waiter(), a_product()
    customers = ["Zoé", "50% Bob", "a_b", "a\\c"]
    room = await kept(world, ann, soup, *(an_order(ann, a_line(soup), customer=each) for each in customers))
    where = OrderFilter(customer_part=part)
    assert len(await matching(room, where)) == found
    assert await room.order_counts.count(where) == found


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [(None, None, [3, 2, 1]), (2, None, [3, 2]), (None, 2, [2, 1]), (2, 2, [2]), (3, 1, []), (4, None, [])],
)
async def test_a_period_covers_both_its_ends(world: World, start: int | None, end: int | None, days: list[int]) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup, *(an_order(ann, a_line(soup), day=day) for day in (1, 2, 3)))
    period = Period(start=may(start), end=may(end))
    assert [order.business_date.day for order in await matching(room, OrderFilter(period=period))] == days


async def test_a_waiters_orders_are_told_from_the_others(world: World) -> None:
    ann, bob, soup = a_waiter(), a_waiter("bob@example.com"), a_product()
    hers, his = an_order(ann, a_line(soup)), an_order(bob, a_line(soup))
    room = await kept(world, ann, bob, soup, hers, his)
    assert await matching(room, OrderFilter(waiter=ann.id)) == [hers]
    assert await matching(room, OrderFilter()) == [his, hers]


async def test_orders_next_door_are_not_seen(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    theirs = an_order(ann, a_line(soup))
    await keep(world.room(NEXT_DOOR), ann, soup, theirs)
    room = world.room()
    assert await matching(room, OrderFilter()) == []
    with pytest.raises(OrderNotFound):
        _ = await room.orders.get(theirs.id)


async def test_orders_are_followed_from_a_moment_on_oldest_first(world: World) -> None:
    ann, bob, soup = a_waiter(), a_waiter("bob@example.com"), a_product()
    first, second, third = (an_order(ann, a_line(soup), day=day) for day in (1, 2, 3))
    late = replace(an_order(bob, a_line(soup), day=2, customer="Zoë"), business_date=may(1) or date.max)
    room = await kept(world, ann, bob, soup, third, late, second, first)
    await keep(world.room(NEXT_DOOR), ann, soup, an_order(ann, a_line(soup), day=2))

    async def since(
        moment: datetime,
        where: OrderFilter = EVERYBODY,
        place: OrderPlace | None = None,
        most: int = 9,
        *,
        until: datetime = third.placed_at,
        settled: OrderPlace | None = None,
    ) -> list[Order]:
        found = await room.orders.since(
            where=where, moment=moment, until=until, settled=settled, place=place, most=most
        )
        return list(found)

    assert await since(first.placed_at - timedelta(microseconds=1)) == [first, late, second, third]
    assert await since(first.placed_at) == [late, second, third]
    assert await since(first.placed_at, most=1) == [late]
    assert await since(first.placed_at, place=OrderPlace.of(late)) == [second, third]
    assert await since(first.placed_at, OrderFilter(waiter=ann.id)) == [second, third]
    assert await since(first.placed_at, OrderFilter(customer_part="zo")) == [late]
    assert await since(first.placed_at, OrderFilter(period=Period(start=may(3)))) == [third]
    assert await since(third.placed_at) == []
    assert await since(datetime(1, 1, 2, tzinfo=UTC), most=1) == [first]
    assert await since(first.placed_at, until=second.placed_at) == [late, second]
    assert await since(first.placed_at, until=second.placed_at - timedelta(microseconds=1)) == []


async def test_orders_that_came_in_late_are_followed_by_when_they_came_in(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    first, late, third = (an_order(ann, a_line(soup), day=day) for day in (5, 6, 7))
    late = replace(late, placed_at=first.placed_at, received_at=late.placed_at, business_date=may(2) or date.max)
    room = await kept(world, ann, soup, first, late, third)
    assert await room.orders.get(late.id) == late

    async def since(moment: datetime, until: datetime, settled: Order | None = None) -> list[Order]:
        last = settled and OrderPlace.of(settled)
        where = OrderFilter(waiter=ann.id)
        return list(await room.orders.since(where=where, moment=moment, until=until, settled=last, place=None, most=9))

    assert await since(first.placed_at, third.placed_at) == [late, third]
    assert await since(first.placed_at, late.came_at) == [late]
    assert await since(first.placed_at, late.came_at - timedelta(microseconds=1)) == []
    assert await since(late.came_at, third.placed_at) == [third]
    assert await since(NOON, third.placed_at, first) == [late, third]


@pytest.mark.parametrize("day", [2, 3, 4, 5, 6])
async def test_what_was_placed_after_a_settled_order_follows_it_whatever_day_it_counts_for(
    world: World, day: int
) -> None:
    """At a moment of May 5, settings, or a day's delay, may make any of these of it; what is settled is of the last."""
    ann, soup = a_waiter(), a_product()
    before, settled, *after = (an_order(ann, a_line(soup), day=5) for _ in range(4))
    settled = replace(settled, business_date=date(2026, 5, 6))
    after = [replace(each, business_date=date(2026, 5, day)) for each in after]
    room = await kept(world, ann, soup, before, settled, *after)

    async def since(moment: datetime, place: OrderPlace | None = None) -> list[Order]:
        where, until, last = OrderFilter(waiter=ann.id), after[-1].placed_at, OrderPlace.of(settled)
        return list(await room.orders.since(where=where, moment=moment, until=until, settled=last, place=place, most=9))

    for earlier in (timedelta(days=9), timedelta(microseconds=1)):
        assert await since(before.placed_at - earlier) == after
    assert await since(before.placed_at - timedelta(days=9), OrderPlace.of(after[0])) == after[1:]


async def test_orders_are_found_by_their_table_and_their_status(world: World) -> None:
    ann, soup, seven, eight = a_waiter(), a_product(), a_table("7"), a_table("8")
    first, second, third = (an_order(ann, a_line(soup), day=day) for day in (1, 2, 3))
    first, second = replace(first, table=seven.id), replace(second, table=seven.id)
    third, nowhere = replace(third, table=eight.id), an_order(ann, a_line(soup), day=4)
    room = await kept(world, ann, soup, seven, eight, first, second, third, nowhere)
    closed = first.settled(Command.CLOSE, Role.MANAGER.acts_as, NOON)
    await room.work.commit(None, room.orders.change(first, closed))
    for where, expected in (
        (OrderFilter(table=seven.id), [second, closed]),
        (OrderFilter(status=OrderStatus.CLOSED), [closed]),
        (OrderFilter(status=OrderStatus.VOIDED), []),
        (OrderFilter(status=OrderStatus.OPEN), [nowhere, third, second]),
        (OrderFilter(table=seven.id, status=OrderStatus.OPEN, waiter=ann.id, customer_part="bo"), [second]),
        (OrderFilter(table=seven.id, period=Period(end=may(1))), [closed]),
    ):
        assert await matching(room, where) == expected
        assert await room.orders.after(where=where, place=OrderPlace(date.max, nowhere.id), most=9) == expected
        assert await room.order_counts.count(where) == len(expected)


async def test_orders_are_found_by_their_number(world: World) -> None:
    ann, eve, soup = a_waiter(), a_waiter("eve@example.com"), a_product()
    days = (1, 1, 2)
    seven, eight, later = (
        replace(an_order(ann, a_line(soup), day=day), number=number)
        for day, number in zip(days, (7, 8, 7), strict=True)
    )
    room = await kept(world, ann, eve, soup, seven, eight, later, an_order(eve, a_line(soup)))
    first = Period(start=may(1), end=may(1))
    for where, expected in (
        (OrderFilter(number=7), [later, seven]),
        (OrderFilter(number=7, period=first), [seven]),
        (OrderFilter(number=8, period=first, waiter=ann.id), [eight]),
        (OrderFilter(number=8, waiter=eve.id), []),
        (OrderFilter(number=2**31 - 1), []),
    ):
        assert await matching(room, where) == expected
        assert await room.orders.after(where=where, place=OrderPlace(date.max, later.id), most=9) == expected
        assert await room.order_counts.count(where) == len(expected)


async def test_orders_are_found_by_how_far_a_line_is(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    first, second, third = (an_order(ann, a_line(soup), a_line(soup, 2), day=day) for day in (1, 1, 2))
    room = await kept(world, ann, soup, first, second, third)
    started = first.moved(Command.START, [first.lines[1].id], Role.MANAGER.acts_as, NOON)
    await room.work.commit(None, room.orders.change(first, started))
    away = replace(second.lines[0], moved=1), replace(second.lines[1], moved=2)
    moved = replace(second, lines=away, version=2)
    await room.work.commit(None, room.orders.change(second, moved))
    for where, expected in (
        (OrderFilter(kitchen=LineStatus.SENT), [third, started]),
        (OrderFilter(kitchen=LineStatus.SENT, period=Period(end=may(1))), [started]),
        (OrderFilter(kitchen=LineStatus.STARTED, waiter=ann.id, status=OrderStatus.OPEN), [started]),
        (OrderFilter(kitchen=LineStatus.READY), []),
    ):
        assert await matching(room, where) == expected
        assert await room.orders.after(where=where, place=OrderPlace(date.max, third.id), most=9) == expected
        assert await room.order_counts.count(where) == len(expected)


async def test_an_order_at_a_table_that_is_not_there_is_refused(world: World) -> None:
    ann, soup, theirs = a_waiter(), a_product(), a_table()
    await keep(world.room(NEXT_DOOR), theirs)
    order = an_order(ann, a_line(soup))
    room = await kept(world, ann, soup, order)
    with pytest.raises(TableUnknown):
        await keep(room, replace(an_order(ann, a_line(soup)), table=theirs.id))
    with pytest.raises(TableUnknown):
        await room.work.commit(None, room.orders.change(order, replace(order, table=theirs.id, version=2)))
    assert await matching(room, EVERYBODY) == [order]
