"""The contract of `BusinessDays`."""

from datetime import UTC, date, datetime, time

from application.ordering.ports import BusinessDays
from tests.contracts.things import NOON
from tests.contracts.worlds import World, a_restaurant


async def test_the_calendar_of_orders_is_that_of_their_restaurant(world: World) -> None:
    days = world.use(BusinessDays)
    assert (days.business_date(NOON), days.local_hour(NOON)) == (date(2026, 5, 1), 12)


def test_the_day_before_lasts_until_the_next_has_begun_by_the_restaurants_clocks() -> None:
    days: BusinessDays = a_restaurant(zone="Asia/Tokyo", day_starts_at=time(4))
    before, after = datetime(2026, 5, 1, 18, 59, tzinfo=UTC), datetime(2026, 5, 1, 19, tzinfo=UTC)
    assert (days.business_date(before), days.local_hour(before)) == (date(2026, 5, 1), 3)
    assert (days.business_date(after), days.local_hour(after)) == (date(2026, 5, 2), 4)
