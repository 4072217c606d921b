"""The business day: by the restaurant's wall clock, on the days when clocks change too."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import Restaurant
from domain.restaurant.slug import Slug

STARTS = [time(0), time(1, 15), time(2, 30), time(4), time(23, 30)]
CLOCK_CHANGES = [
    # zone, the minute before the change and the minute of it, as the wall shows them
    ("America/New_York", "2024-03-10T01:59", "2024-03-10T03:00"),
    ("America/New_York", "2024-11-03T01:59", "2024-11-03T01:00"),
    ("Europe/Lisbon", "2024-03-31T00:59", "2024-03-31T02:00"),
    ("Europe/Lisbon", "2024-10-27T01:59", "2024-10-27T01:00"),
    ("America/Havana", "2024-03-09T23:59", "2024-03-10T01:00"),
    ("America/Havana", "2024-11-03T00:59", "2024-11-03T00:00"),
    ("America/Sao_Paulo", "2018-11-03T23:59", "2018-11-04T01:00"),
    ("America/Sao_Paulo", "2018-02-17T23:59", "2018-02-17T23:00"),
    ("Australia/Lord_Howe", "2024-10-06T01:59", "2024-10-06T02:30"),
    ("Australia/Lord_Howe", "2024-04-07T01:59", "2024-04-07T01:30"),
    ("America/St_Johns", "2006-10-29T00:00", "2006-10-28T23:01"),
    ("Antarctica/Casey", "2010-03-05T01:59", "2010-03-04T23:00"),
    ("Pacific/Apia", "2011-12-29T23:59", "2011-12-31T00:00"),
]


def restaurant(zone: str = "UTC", day_starts_at: time = time(0)) -> Restaurant:
    return Restaurant(
        id=RestaurantId(UUID(int=1)),
        slug=Slug("trattoria"),
        name=Name("Chez Zoë"),
        currency=Currency.of("USD"),
        time_zone=ZoneInfo(zone),
        day_starts_at=day_starts_at,
    )


def wall(text: str, zone: str, fold: int = 0) -> datetime:
    """Return the moment when the clock on the wall shows this, for the first time or (fold 1) the second."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("day_starts_at", "shown", "day"),
    [
        (time(0), "2024-05-01T00:00", date(2024, 5, 1)),
        (time(0), "2024-05-01T23:59:59.999999", date(2024, 5, 1)),
        (time(4), "2024-05-01T03:59:59.999999", date(2024, 4, 30)),
        (time(4), "2024-05-01T04:00", date(2024, 5, 1)),
        (time(4), "2024-05-02T03:59", date(2024, 5, 1)),
        (time(4), "2024-03-01T00:00", date(2024, 2, 29)),
        (time(4), "2024-01-01T00:00", date(2023, 12, 31)),
        (time(23, 30), "2024-05-01T23:29", date(2024, 4, 30)),
        (time(23, 30), "2024-05-01T23:30", date(2024, 5, 1)),
    ],
)
@pytest.mark.parametrize(
    "zone", ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Australia/Lord_Howe"]
)
def test_a_sale_before_the_day_starts_counts_for_the_day_before(
    zone: str, day_starts_at: time, shown: str, day: date
) -> None:
    assert restaurant(zone, day_starts_at).business_date(wall(shown, zone)) == day


def test_the_restaurants_zone_decides_not_the_one_a_moment_is_told_in() -> None:
    lisbon = restaurant("Europe/Lisbon")
    moment = datetime(2024, 7, 1, 23, 30, tzinfo=UTC)

    assert lisbon.business_date(moment) == date(2024, 7, 2)
    assert lisbon.business_date(moment.astimezone(timezone(timedelta(hours=-11)))) == date(2024, 7, 2)
    assert lisbon.business_date(moment.astimezone(ZoneInfo("Asia/Tokyo"))) == date(2024, 7, 2)


@pytest.mark.parametrize("day_starts_at", STARTS)
@pytest.mark.parametrize(("zone", "before", "after"), CLOCK_CHANGES)
def test_days_follow_each_other_across_a_change_of_clocks(
    zone: str, before: str, after: str, day_starts_at: time
) -> None:
    place = restaurant(zone, day_starts_at)
    change = wall(before, zone).astimezone(UTC) + timedelta(minutes=1)
    assert change.astimezone(ZoneInfo(zone)).isoformat()[:16] == after

    moments = [change + timedelta(minutes=minutes) for minutes in range(-26 * 60, 26 * 60, 5)]
    days = [place.business_date(moment) for moment in moments]
    shown = [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]

    assert days == sorted(days)
    assert {abs(day - date) for day, date in zip(days, shown, strict=True)} <= {timedelta(0), timedelta(days=1)}


@pytest.mark.parametrize(
    ("zone", "day_starts_at", "last_of_yesterday", "first_of_today"),
    [
        ("America/New_York", time(2, 30), "2024-03-10T01:59:59", "2024-03-10T03:00"),
        ("Europe/Lisbon", time(1, 15), "2024-03-31T00:59:59", "2024-03-31T02:00"),
        ("America/Havana", time(0), "2024-03-09T23:59:59", "2024-03-10T01:00"),
        ("America/Sao_Paulo", time(0), "2018-11-03T23:59:59", "2018-11-04T01:00"),
        ("Australia/Lord_Howe", time(2, 15), "2024-10-06T01:59:59", "2024-10-06T02:30"),
    ],
)
def test_a_day_whose_start_the_clock_skips_starts_when_it_skips(
    zone: str, day_starts_at: time, last_of_yesterday: str, first_of_today: str
) -> None:
    place = restaurant(zone, day_starts_at)
    today = date.fromisoformat(first_of_today[:10])

    assert place.business_date(wall(last_of_yesterday, zone)) == today - timedelta(days=1)
    assert place.business_date(wall(first_of_today, zone)) == today


@pytest.mark.parametrize(
    ("zone", "day_starts_at", "begun", "shown_again"),
    [
        ("America/New_York", time(1, 15), "2024-11-03T01:15", "2024-11-03T01:00"),
        ("Europe/Lisbon", time(1, 15), "2024-10-27T01:15", "2024-10-27T01:14"),
        ("America/Havana", time(0, 30), "2024-11-03T00:30", "2024-11-03T00:00"),
        ("America/Sao_Paulo", time(23, 30), "2018-02-17T23:30", "2018-02-17T23:00"),
        ("Australia/Lord_Howe", time(1, 45), "2024-04-07T01:45", "2024-04-07T01:30"),
    ],
)
def test_a_day_begins_once_even_where_the_clock_shows_its_start_twice(
    zone: str, day_starts_at: time, begun: str, shown_again: str
) -> None:
    place = restaurant(zone, day_starts_at)
    today = date.fromisoformat(begun[:10])

    assert place.business_date(wall(begun, zone) - timedelta(minutes=1)) == today - timedelta(days=1)
    assert place.business_date(wall(begun, zone)) == today
    assert place.business_date(wall(shown_again, zone, fold=1)) == today


@pytest.mark.parametrize(
    ("zone", "midnight", "shown_again"),
    [
        ("America/St_Johns", "2006-10-29T00:00", "2006-10-28T23:30"),
        ("Antarctica/Casey", "2010-03-05T00:00", "2010-03-04T23:30"),
    ],
)
def test_a_clock_that_goes_back_past_midnight_does_not_bring_yesterday_back(
    zone: str, midnight: str, shown_again: str
) -> None:
    place = restaurant(zone)
    today = date.fromisoformat(midnight[:10])

    assert place.business_date(wall(shown_again, zone)) == today - timedelta(days=1)
    assert place.business_date(wall(midnight, zone)) == today
    assert place.business_date(wall(shown_again, zone, fold=1)) == today


@pytest.mark.parametrize(
    ("zone", "hour"), [("UTC", 12), ("Asia/Tokyo", 21), ("America/New_York", 8), ("Asia/Kathmandu", 17)]
)
def test_the_clocks_on_the_wall_show_the_hour_of_their_zone(zone: str, hour: int) -> None:
    assert restaurant(zone).local_hour(datetime(2024, 5, 1, 12, tzinfo=UTC)) == hour
