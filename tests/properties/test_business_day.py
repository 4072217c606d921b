"""Business days, for any zone and day start: one a moment, never going back, close to the date on the wall."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.kernel.period import Period
from domain.restaurant.restaurant import Restaurant
from domain.restaurant.slug import Slug

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ZONES = [
    "Africa/Cairo",
    "America/Havana",
    "America/New_York",
    "America/Nuuk",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Casey",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Kwajalein",
    "UTC",
]
STARTS = st.sampled_from([time(0), time(1, 15), time(2, 30), time(4), time(23, 30)]) | st.builds(
    time, st.integers(0, 23), st.integers(0, 59)
)
RESTAURANTS = st.builds(
    Restaurant,
    id=st.just(RestaurantId(UUID(int=1))),
    slug=st.just(Slug("trattoria")),
    is_open=st.booleans(),
    version=st.just(1),
    name=st.just("Chez Zoë"),
    currency=st.just(Currency.of("USD")),
    time_zone=st.sampled_from(ZONES).map(ZoneInfo),
    day_starts_at=STARTS,
)


@cache
def clock_changes(zone: ZoneInfo) -> list[datetime]:
    """Return a moment within half a day of every change of clocks from 1980 to 2030, or one of any day without."""
    days = [datetime(1980, 1, 1, tzinfo=UTC) + DAY * number for number in range(50 * 365)]
    offsets = [day.astimezone(zone).utcoffset() for day in days]
    changes = [day + DAY / 2 for day, before, after in zip(days, offsets, offsets[1:], strict=False) if before != after]
    return changes or [datetime(2024, 5, 1, tzinfo=UTC)]


@st.composite
def moments(draw: st.DrawFn, zone: ZoneInfo) -> datetime:
    """Draw a moment, on the minute, most of them near a change of clocks."""
    if draw(st.integers(0, 3)) == 0:
        return datetime(1980, 1, 1, tzinfo=UTC) + MINUTE * draw(st.integers(0, 50 * 365 * 24 * 60))
    return draw(st.sampled_from(clock_changes(zone))) + MINUTE * draw(st.integers(-40 * 60, 40 * 60))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Restaurant, datetime]:
    """Draw a restaurant and a moment in its life."""
    restaurant = draw(RESTAURANTS)
    return restaurant, draw(moments(restaurant.time_zone))


def on_the_wall(restaurant: Restaurant, moment: datetime) -> datetime:
    return moment.astimezone(restaurant.time_zone).replace(tzinfo=None)


def st_johns() -> tuple[Restaurant, datetime]:
    """Return a restaurant whose clock has just gone back from a minute past midnight, into the day before."""
    restaurant = Restaurant(
        id=RestaurantId(UUID(int=1)),
        slug=Slug("trattoria"),
        name=Name("Chez Zoë"),
        currency=Currency.of("USD"),
        time_zone=ZoneInfo("America/St_Johns"),
        day_starts_at=time(0),
    )
    return restaurant, datetime(2006, 10, 29, 2, 31, tzinfo=UTC)


@settings(deadline=None)
@given(cases(), st.timedeltas(timedelta(0), 3 * DAY))
@example(st_johns(), MINUTE)
def test_a_later_moment_never_counts_for_an_earlier_day(case: tuple[Restaurant, datetime], later: timedelta) -> None:
    restaurant, moment = case

    assert restaurant.business_date(moment - later) <= restaurant.business_date(moment)
    assert restaurant.business_date(moment) <= restaurant.business_date(moment + later)


@settings(deadline=None)
@given(cases())
@example(st_johns())
def test_a_day_begins_when_the_clock_on_the_wall_first_shows_its_start(case: tuple[Restaurant, datetime]) -> None:
    restaurant, moment = case
    start = timedelta(hours=restaurant.day_starts_at.hour, minutes=restaurant.day_starts_at.minute)
    latest_shown = max(on_the_wall(restaurant, moment - MINUTE * ago) for ago in range(30 * 60))

    assert restaurant.business_date(moment) == (latest_shown - start).date()


@settings(deadline=None)
@given(cases())
@example(st_johns())
def test_a_moment_counts_for_exactly_one_day(case: tuple[Restaurant, datetime]) -> None:
    restaurant, moment = case
    today = on_the_wall(restaurant, moment).date()
    around = [today + DAY * days for days in range(-3, 4)]

    assert sum(restaurant.business_date(moment) in Period(start=day, end=day) for day in around) == 1


@settings(deadline=None)
@given(cases())
@example(st_johns())
def test_a_business_day_is_at_most_one_date_away_from_the_wall(case: tuple[Restaurant, datetime]) -> None:
    restaurant, moment = case

    assert abs(restaurant.business_date(moment) - on_the_wall(restaurant, moment).date()) <= DAY


@settings(deadline=None)
@given(cases(), st.sampled_from(ZONES).map(ZoneInfo))
def test_the_zone_a_moment_is_told_in_makes_no_difference(case: tuple[Restaurant, datetime], told_in: ZoneInfo) -> None:
    restaurant, moment = case

    assert restaurant.business_date(moment.astimezone(told_in)) == restaurant.business_date(moment)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.times(), STARTS)
def test_without_changes_of_clocks_the_day_is_the_time_less_the_start(day: date, shown: time, starts: time) -> None:
    restaurant = Restaurant(
        id=RestaurantId(UUID(int=1)),
        slug=Slug("trattoria"),
        name=Name("Chez Zoë"),
        currency=Currency.of("USD"),
        time_zone=ZoneInfo("UTC"),
        day_starts_at=starts,
    )
    moment = datetime.combine(day, shown, tzinfo=UTC)

    assert restaurant.business_date(moment) == (day if shown >= starts else day - DAY)
