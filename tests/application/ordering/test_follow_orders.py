"""Following orders: none is passed over, also one that was kept later than another placed after it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from application.kernel.access import OnlyManagersMay
from application.ordering.follow_orders import FollowOrders
from application.ordering.ports import Followed, OrderFilter
from domain.kernel.caller import Caller, Role
from domain.ordering.order import Order
from tests.application.conftest import FixedClock
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, keep, kept
from tests.contracts.worlds import InMemory, Room, open_both, open_days

ANN, SOUP = a_waiter(), a_product()
HERSELF = Caller(id=ANN.id, role=Role.WAITER)


class Till:
    """Asks what is new, again and again."""

    def __init__(self, room: Room, clock: FixedClock) -> None:
        self._follow = FollowOrders(room.orders, open_days(room), clock)
        self._so_far: Followed | None = None

    async def new(self, most: int = 10) -> list[Order]:
        found = await self._follow(
            caller=HERSELF, where=OrderFilter(waiter=ANN.id), moment=NOON, so_far=self._so_far, most=most
        )
        self._so_far = found.last
        return list(found.items)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def placed(*seconds: int) -> list[Order]:
    orders = [an_order(ANN, a_line(SOUP)) for _ in seconds]
    return [_at(order, after(each)) for order, each in zip(orders, seconds, strict=True)]


def _at(order: Order, moment: datetime) -> Order:
    return Order(
        id=order.id,
        waiter=order.waiter,
        customer=order.customer,
        placed_at=moment,
        business_date=order.business_date,
        local_hour=order.local_hour,
        lines=order.lines,
    )


async def test_what_is_settled_comes_once_and_what_was_kept_late_is_not_passed_over() -> None:
    world, clock = await open_both(InMemory()), FixedClock(after(30))
    old, late, recent = placed(5, 24, 25)
    room = await kept(world, ANN, SOUP, old, recent)
    till = Till(room, clock)
    assert await till.new() == [old, recent]
    await keep(room, late)
    assert await till.new() == [late, recent]
    clock.moment = after(60)
    assert await till.new() == [late, recent]
    assert await till.new() == []


async def test_a_long_list_is_followed_to_its_end_page_by_page() -> None:
    world, clock = await open_both(InMemory()), FixedClock(after(30))
    orders = placed(1, 2, 3, 26, 27, 28, 29)
    room = await kept(world, ANN, SOUP, *orders)
    till = Till(room, clock)
    assert [await till.new(3) for _ in range(3)] == [orders[:3], orders[3:6], orders[6:]]
    assert await till.new(3) == orders[3:6]


async def test_who_follows_sees_their_own_orders_only() -> None:
    world = await open_both(InMemory())
    room = await kept(world, ANN, SOUP)
    everybodys = FollowOrders(room.orders, open_days(room), FixedClock(after(30)))(
        caller=HERSELF, where=OrderFilter(), moment=NOON, so_far=None, most=10
    )
    with pytest.raises(OnlyManagersMay):
        _ = await everybodys


async def test_an_order_is_settled_ten_seconds_after_it_was_placed() -> None:
    world, clock = await open_both(InMemory()), FixedClock(after(15))
    settled, not_yet = placed(5, 6)
    room = await kept(world, ANN, SOUP, settled, not_yet)
    till = Till(room, clock)
    assert await till.new() == [settled, not_yet]
    assert await till.new() == [not_yet]


async def test_where_nothing_came_nobody_has_got_anywhere() -> None:
    world = await open_both(InMemory())
    room = await kept(world, ANN, SOUP)
    found = await FollowOrders(room.orders, open_days(room), FixedClock(after(30)))(
        caller=HERSELF, where=OrderFilter(waiter=ANN.id), moment=NOON, so_far=None, most=10
    )
    assert (found.items, found.last) == ([], Followed())


async def test_an_order_that_counts_for_an_earlier_day_than_those_before_it_is_not_passed_over() -> None:
    """As after a change of the time zone, or of when the day starts."""
    world, clock = await open_both(InMemory()), FixedClock(after(60))
    orders = placed(1, 2, 30, 90, 91, 92)
    days = (2, 2, 2, 1, 1, 2)
    first, second, third, *later = (
        replace(order, business_date=date(2026, 5, day)) for order, day in zip(orders, days, strict=True)
    )
    room = await kept(world, ANN, SOUP, first, second, third)
    till = Till(room, clock)
    assert await till.new(2) == [first, second]
    clock.moment = after(95)
    await keep(room, *later)
    assert await till.new(2) == [third]  # what came since the walk began comes in the next one
    assert await till.new(2) == later[:2]
    assert await till.new(2) == later[2:]
    clock.moment = after(120)
    assert await till.new() == later
    assert await till.new() == []


async def test_orders_that_come_in_late_are_news_once_each_whenever_they_were_taken() -> None:
    world, clock = await open_both(InMemory()), FixedClock(after(30))
    first, yesterdays, of_before, last = placed(5, 40, 41, 60)
    yesterdays = replace(
        yesterdays, placed_at=NOON - timedelta(hours=9), received_at=after(40), business_date=date(2026, 4, 30)
    )
    of_before = replace(of_before, placed_at=NOON - timedelta(hours=1), received_at=after(41))
    room = await kept(world, ANN, SOUP, first)
    till = Till(room, clock)
    assert await till.new() == [first]
    await keep(room, yesterdays, of_before)
    clock.moment = after(45)
    assert await till.new() == [yesterdays, of_before]
    assert await till.new() == [yesterdays, of_before]  # of the last ten seconds, however long ago they were taken
    await keep(room, last)
    clock.moment = after(61)
    assert await till.new() == [yesterdays, of_before, last]
    assert await till.new() == [last]
