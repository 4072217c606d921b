"""The contracts of `Calendar` and of `ClosedDays`, and what comes of both."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from application.kernel.business_days import BusinessDays
from domain.billing.day import DayClosed
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, keep, kept
from tests.contracts.worlds import NEXT_DOOR, World, a_restaurant, open_days

FIRST, SECOND = date(2026, 5, 1), date(2026, 5, 2)


async def test_the_calendar_of_orders_is_that_of_their_restaurant(world: World) -> None:
    days = world.use(BusinessDays)
    assert (days.business_date(NOON), days.local_hour(NOON)) == (FIRST, 12)


async def test_the_day_before_lasts_until_the_next_has_begun_by_the_restaurants_clocks(world: World) -> None:
    days = open_days(world.room(), a_restaurant(zone="Asia/Tokyo", day_starts_at=time(4)))
    before, after = datetime(2026, 5, 1, 18, 59, tzinfo=UTC), datetime(2026, 5, 1, 19, tzinfo=UTC)
    assert (days.business_date(before), days.local_hour(before)) == (FIRST, 3)
    assert (days.business_date(after), days.local_hour(after)) == (SECOND, 4)


async def test_what_comes_after_a_day_is_closed_counts_for_the_next(world: World) -> None:
    room = world.room()
    days = open_days(room)
    assert not await days.moved_on(None)
    assert await room.closed_days.close_through(FIRST, after=None)
    assert days.business_date(NOON) == FIRST, "not known yet"
    assert await days.moved_on(None)
    assert await days.moved_on(None), "as another would hear that was refused at the same time"
    assert not await days.moved_on(FIRST)
    assert days.business_date(NOON) == SECOND
    assert days.business_date(NOON + timedelta(days=1)) == SECOND
    assert days.business_date(NOON + timedelta(days=2)) == date(2026, 5, 3)


async def test_days_are_closed_after_the_one_that_was_looked_at_and_never_opened(world: World) -> None:
    days = world.room().closed_days
    assert await days.closed_through() is None
    assert await days.close_through(FIRST, after=None)
    assert not await days.close_through(SECOND, after=None)
    assert await days.closed_through() == FIRST
    assert await days.close_through(SECOND, after=FIRST)
    assert await days.closed_through() == SECOND
    assert await world.room(NEXT_DOOR).closed_days.closed_through() is None


async def test_nothing_is_sold_on_a_closed_day(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup)
    assert await room.closed_days.close_through(FIRST, after=None)
    with pytest.raises(DayClosed):
        await keep(room, an_order(ann, a_line(soup), day=1))
    await keep(room, an_order(ann, a_line(soup), day=2))
    ben, tea = a_waiter("ben@example.com"), a_product("Tea")
    await keep(world.room(NEXT_DOOR), ben, tea)
    await keep(world.room(NEXT_DOOR), an_order(ben, a_line(tea), day=1))
