"""The contract of `Calendar`."""

from datetime import UTC, date, datetime, time

from application.billing.ports import Calendar
from tests.contracts.things import NOON
from tests.contracts.worlds import World, a_restaurant


async def test_the_calendar_of_billing_is_that_of_the_restaurant(world: World) -> None:
    assert world.use(Calendar).business_date(NOON) == date(2026, 5, 1)


def test_the_day_before_lasts_until_the_next_has_begun_by_the_restaurants_clocks() -> None:
    calendar: Calendar = a_restaurant(zone="Asia/Tokyo", day_starts_at=time(4))
    assert calendar.business_date(datetime(2026, 5, 1, 18, 59, tzinfo=UTC)) == date(2026, 5, 1)
    assert calendar.business_date(datetime(2026, 5, 1, 19, tzinfo=UTC)) == date(2026, 5, 2)
