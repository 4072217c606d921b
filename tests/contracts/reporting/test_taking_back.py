"""The contract of the reports where orders live: what is added counts when it is, what is taken back is off at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.ordering.ports import OrderFilter
from application.reporting.ports import GroupedQuestion, SalesQuestion
from domain.catalogue.product import Product
from domain.kernel.caller import Role
from domain.kernel.ids import LineId, VoidId, WaiterId
from domain.kernel.names import Note
from domain.kernel.period import Period
from domain.ordering.chart import OrderStatus
from domain.ordering.heading import headed
from domain.ordering.line import Line, Sale, Void
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.reporting.sales import GroupBy
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, keep, kept, may, new_id
from tests.contracts.worlds import NEXT_DOOR, Room, World
from tests.properties.sums import said_of, said_of_each

MANAGER = Role.MANAGER.acts_as
ALL = (GroupBy.DAY, GroupBy.HOUR, GroupBy.WAITER, GroupBy.PRODUCT, GroupBy.MONTH)


def added(product: Product, quantity: int, *, waiter: WaiterId, day: int = 2, hour: int = 1, price: int = 500) -> Line:
    at = NOON + timedelta(days=day - 1, hours=hour - 12)
    return replace(a_line(product, quantity, price=price), ordered_at=at, sale=Sale(waiter, date(2026, 5, day), hour))


async def take_back(room: Room, order: Order, place: int, quantity: int, by: WaiterId) -> Order:
    def void(line: LineId, some: Quantity) -> Void:
        return Void(id=VoidId(new_id()), line=line, quantity=some, reason=Note("Spilt"), by=by, at=NOON)

    after, voids = order.without([(order.lines[place].id, Quantity(quantity))], MANAGER, void)
    return await room.work.commit(after, room.orders.change(order, after, *voids))


async def add(room: Room, order: Order, *lines: Line) -> Order:
    after = order.with_more(lines, MANAGER)
    return await room.work.commit(after, room.orders.change(order, after))


async def reported(room: Room) -> dict[str, tuple[int, int]]:
    return {
        each.product_name: (each.quantity, each.revenue.minor) for each in await room.sales.by_product(SalesQuestion())
    }


async def test_what_is_added_counts_for_its_own_hour_and_the_order_for_one(world: World) -> None:
    ann, eve, soup, tea = a_waiter(), a_waiter("eve@example.com"), a_product("Soup"), a_product("Tea")
    order = an_order(ann, a_line(soup, 2), hour=23)
    room = await kept(world, ann, eve, soup, tea, order)
    order = await add(room, order, added(soup, 3, waiter=ann.id), added(tea, 1, waiter=ann.id))
    order = await add(room, order, added(tea, 1, waiter=eve.id, hour=2))
    for _ in range(2):
        assert await reported(room) == {"Soup": (5, 2500), "Tea": (2, 1000)}
        by_hour, by_day, by_product, by_waiter = await room.sales.grouped(
            *(GroupedQuestion(group_by=each) for each in (GroupBy.HOUR, GroupBy.DAY, GroupBy.PRODUCT, GroupBy.WAITER))
        )
        assert said_of_each(by_hour.groups, GroupBy.HOUR) == {23: (2, 1000, 1), 1: (4, 2000, 0), 2: (1, 500, 0)}
        assert said_of_each(by_day.groups, GroupBy.DAY) == {may(1): (2, 1000, 1), may(2): (5, 2500, 0)}
        assert said_of_each(by_product.groups, GroupBy.PRODUCT) == {"Soup": (5, 2500, 1), "Tea": (2, 1000, 1)}
        assert said_of_each(by_waiter.groups, GroupBy.WAITER) == {ann.id: (6, 3000, 1), eve.id: (1, 500, 0)}
        assert said_of(by_product.total) == (7, 3500, 1)
        assert await room.order_counts.count(OrderFilter()) == 1
        _ = await room.rollups.roll_up(most=100)
        assert await room.rollups.differences() == 0


async def test_what_is_taken_back_is_off_at_once_and_from_whose_it_was(world: World) -> None:
    ann, soup, tea = a_waiter(), a_product("Soup"), a_product("Tea")
    order, other = an_order(ann, a_line(soup, 5), a_line(tea)), an_order(ann, a_line(soup), day=3)
    room = await kept(world, ann, soup, tea, order, other)
    _ = await room.rollups.roll_up(most=100)
    order = await take_back(room, order, 0, 2, ann.id)
    order = await take_back(room, order, 1, 1, ann.id)
    for _ in range(2):
        assert await reported(room) == {"Soup": (4, 2000)}
        everything = await room.sales.by_product(SalesQuestion(unsold=True))
        assert [(each.product_name, each.quantity) for each in everything] == [("Soup", 4), ("Tea", 0)]
        (by_day,) = await room.sales.grouped(GroupedQuestion(group_by=GroupBy.DAY))
        assert said_of_each(by_day.groups, GroupBy.DAY) == {may(1): (3, 1500, 1), may(3): (1, 500, 1)}
        first = SalesQuestion(period=Period(start=may(1), end=may(1)))
        assert [each.quantity for each in await room.sales.by_product(first)] == [3]
        _ = await room.rollups.roll_up(most=100)
        assert await room.rollups.differences() == 0
    assert await world.room(NEXT_DOOR).sales.by_product(SalesQuestion()) == []


async def test_products_of_a_category_sold_what_their_lines_less_the_voids_come_to(world: World) -> None:
    ann, soup, jam = a_waiter(), a_product("Soup", category="Food"), a_product("Jam")
    stew, tea = a_product("Stew", category="Food"), a_product("Tea", category="Drinks")
    order = an_order(ann, a_line(soup, 5), a_line(tea, 2), a_line(jam))
    room = await kept(world, ann, soup, jam, stew, tea, order)
    _ = await room.rollups.roll_up(most=100)
    order = await take_back(room, order, 0, 2, ann.id)
    order = await add(room, order, added(stew, 3, waiter=ann.id, price=700), added(tea, 1, waiter=ann.id))
    order = await take_back(room, order, 3, 1, ann.id)
    waits = an_order(ann, a_line(stew, 1, price=100), a_line(soup, 4), a_line(jam), day=3)
    await keep(room, waits)
    waits = await take_back(room, waits, 1, 4, ann.id)
    for _ in range(2):
        for category, products in {"Food": (soup, stew), "Drinks": (tea,), "food": ()}.items():
            expected = {each.name: _left((order, waits), each) for each in products}
            for unsold in (False, True):
                question = SalesQuestion(category=category, unsold=unsold)
                found = await room.sales.by_product(question)
                assert {each.product_name: (each.quantity, each.revenue.minor) for each in found} == expected
        third = SalesQuestion(category="Food", period=Period(start=may(3), end=may(3)))
        assert [(each.product_name, each.quantity) for each in await room.sales.by_product(third)] == [("Stew", 1)]
        _ = await room.rollups.roll_up(most=100)
        assert await room.rollups.differences() == 0
    assert await world.room(NEXT_DOOR).sales.by_product(SalesQuestion(category="Food")) == []


def _left(orders: Sequence[Order], product: Product) -> tuple[int, int]:
    lines = [line for order in orders for line in order.lines if line.product == product.id]
    left = [(line.quantity - line.voided, line.unit_price.minor) for line in lines]
    return sum(quantity for quantity, _ in left), sum(quantity * price for quantity, price in left)


async def test_lines_that_came_from_another_order_are_counted_where_they_were_ordered(world: World) -> None:
    ann, eve, soup = a_waiter(), a_waiter("eve@example.com"), a_product("Soup")
    order = an_order(ann, a_line(soup, 5), day=1)
    room = await kept(world, ann, eve, soup, order)
    before = order.lines[0]
    moved = replace(order, lines=(replace(before, moved=2),), version=2)
    there = replace(a_line(soup, 2), moved_from=before.id, sale=order.sale)
    split = an_order(eve, there, day=2)
    _ = await room.work.commit(None, room.orders.change(order, moved), room.orders.add(split))
    split = await take_back(room, split, 0, 1, eve.id)
    for _ in range(2):
        assert await reported(room) == {"Soup": (4, 2000)}
        by_day, by_waiter = await room.sales.grouped(
            GroupedQuestion(group_by=GroupBy.DAY), GroupedQuestion(group_by=GroupBy.WAITER)
        )
        assert said_of_each(by_day.groups, GroupBy.DAY) == {may(1): (4, 2000, 1), may(2): (0, 0, 1)}
        assert said_of_each(by_waiter.groups, GroupBy.WAITER) == {ann.id: (4, 2000, 1), eve.id: (0, 0, 1)}
        assert await room.rollups.differences() == 0
        _ = await room.rollups.roll_up(most=100)
    await room.rollups.rebuild()
    assert await reported(room) == {"Soup": (4, 2000)}
    assert await room.rollups.differences() == 0


async def test_handed_over_an_order_counts_for_whose_it_is_and_what_it_sold_for_whose_it_was(world: World) -> None:
    ann, eve, soup = a_waiter(), a_waiter("eve@example.com"), a_product("Soup")
    order = an_order(ann, a_line(soup, 5))
    room = await kept(world, ann, eve, soup, order)
    for rolls_up_before in (False, True):
        if rolls_up_before:
            _ = await room.rollups.roll_up(most=1)
        for whose in (eve, ann, eve) if rolls_up_before else (eve, ann):
            after = headed(order, MANAGER, waiter=whose.id)
            order = await room.work.commit(after, room.orders.change(order, after))
            for _ in range(3):
                (by_waiter,) = await room.sales.grouped(GroupedQuestion(group_by=GroupBy.WAITER))
                counts = {ann.id: (5, 2500, int(whose is ann)), eve.id: (0, 0, int(whose is eve))}
                said = said_of_each(by_waiter.groups, GroupBy.WAITER)
                assert said == {key: sums for key, sums in counts.items() if any(sums)}
                assert await room.order_counts.count(OrderFilter(waiter=whose.id)) == 1
                assert await room.rollups.differences() == 0
                if rolls_up_before:
                    _ = await room.rollups.roll_up(most=1)
    await room.rollups.rebuild()
    (by_waiter,) = await room.sales.grouped(GroupedQuestion(group_by=GroupBy.WAITER))
    assert said_of_each(by_waiter.groups, GroupBy.WAITER) == {ann.id: (5, 2500, 0), eve.id: (0, 0, 1)}
    assert await room.rollups.differences() == 0


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["place", "add", "void", "hand over", "roll up"]),
        st.integers(0, 9),
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=4),
    ),
    min_size=3,
    max_size=14,
)


@given(steps=STEPS, most=st.integers(1, 5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_sums_are_those_of_the_lines_less_the_voids_at_every_moment(
    world: World, steps: Sequence[tuple[str, int, Sequence[tuple[int, int, int]]]], most: int
) -> None:
    waiters = [a_waiter(f"{new_id()}@example.com") for _ in range(2)]
    products = [a_product(f"Soup {new_id()}") for _ in range(3)]
    room = await kept(world, *waiters, *products)
    start = await _sums(room)
    orders = list[Order]()
    for kind, which, things in steps:
        order = orders[which % len(orders)] if orders else None
        waiter = waiters[which % 2]
        if kind == "roll up":
            _ = await room.rollups.roll_up(most=most)
        elif kind == "place" or order is None:
            lines = [a_line(products[each], quantity, price=price) for each, quantity, price in things]
            orders.append(an_order(waiter, *lines, day=1 + which % 3, hour=which))
            await keep(room, orders[-1])
        elif kind == "add" and order.status is OrderStatus.OPEN:
            lines = [
                added(products[each], quantity, waiter=waiter.id, day=1 + which % 4, price=price)
                for each, quantity, price in things
            ]
            orders[which % len(orders)] = await add(room, order, *lines)
        elif kind == "void" and order.status is OrderStatus.OPEN:
            place = things[0][0] % len(order.lines)
            if quantity := min(things[0][1], order.lines[place].standing):
                orders[which % len(orders)] = await take_back(room, order, place, quantity, waiter.id)
        elif kind == "hand over" and order.status is OrderStatus.OPEN:
            after = headed(order, MANAGER, waiter=waiter.id)
            if after is not order:
                orders[which % len(orders)] = await room.work.commit(after, room.orders.change(order, after))
        assert _less(await _sums(room), start) == _expected(orders)
        assert await room.rollups.differences() == 0
        for each in waiters:
            mine = [order for order in orders if order.waiter == each.id]
            assert await room.order_counts.count(OrderFilter(waiter=each.id)) == len(mine)
    await room.rollups.rebuild()
    assert _less(await _sums(room), start) == _expected(orders)
    assert await room.rollups.differences() == 0


async def _sums(room: Room) -> dict[tuple[GroupBy, object], tuple[int, int, int]]:
    found = await room.sales.grouped(*(GroupedQuestion(group_by=each) for each in ALL))
    return {(by, each.key): said_of(each.sold) for by, of in zip(ALL, found, strict=True) for each in of.groups}


def _less(
    sums: dict[tuple[GroupBy, object], tuple[int, int, int]], start: dict[tuple[GroupBy, object], tuple[int, int, int]]
) -> dict[tuple[GroupBy, object], tuple[int, int, int]]:
    less = {
        key: tuple(now - then for now, then in zip(said, start.get(key, (0, 0, 0)), strict=True))
        for key, said in sums.items()
    }
    return {key: (said[0], said[1], said[2]) for key, said in less.items() if any(said)}


def _expected(orders: Sequence[Order]) -> dict[tuple[GroupBy, object], tuple[int, int, int]]:
    sums: dict[tuple[GroupBy, object], tuple[int, int, int]] = {}

    def count(sale: Sale, quantity: int, revenue: int, of: int, *, of_product: int = 0, product: object = None) -> None:
        keys: list[tuple[tuple[GroupBy, object], int]] = [
            ((GroupBy.DAY, sale.business_date), of),
            ((GroupBy.HOUR, sale.local_hour), of),
            ((GroupBy.WAITER, sale.waiter), of),
            ((GroupBy.MONTH, sale.business_date.strftime("%Y-%m")), of),
        ]
        if product is not None:
            keys.append(((GroupBy.PRODUCT, product), of_product))
        for key, number in keys:
            before = sums.get(key, (0, 0, 0))
            sums[key] = (before[0] + quantity, before[1] + revenue, before[2] + number)

    for order in orders:
        count(Sale(order.waiter, order.business_date, order.local_hour), 0, 0, 1)
        for place, line in enumerate(order.lines):
            left = line.quantity - line.voided
            before = {each.product for each in order.lines[:place]}
            count(
                line.sale or order.sale,
                left,
                left * line.unit_price.minor,
                0,
                of_product=int(line.product not in before),
                product=line.product,
            )
    return {key: said for key, said in sums.items() if any(said)}
