"""Spans: every day of a period is in exactly one of the ranges, and the months are whole."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from adapters.postgres.reporting.spans import spans
from domain.kernel.period import ALWAYS, Period

DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def covered(period: Period, day: date) -> int:
    found: Any = spans(period)
    month = day.replace(day=1)
    ranges = [
        (month, found["first_month"], found["last_month"]),
        (day, found["before_from"], found["before_to"]),
        (day, found["after_from"], found["after_to"]),
    ]
    return sum(first <= each <= last for each, first, last in ranges)


@given(st.none() | DAYS, st.none() | DAYS, st.lists(DAYS, max_size=20))
def test_a_day_is_covered_once_if_it_is_in_the_period_and_never_otherwise(
    start: date | None, end: date | None, days: list[date]
) -> None:
    period = Period(start=start, end=end)
    edges = [edge + timedelta(days=off) for edge in (start, end) if edge for off in range(-32, 33)]
    for day in (*days, *edges):
        assert covered(period, day) == (1 if day in period else 0)


def test_all_time_and_its_ends_are_months() -> None:
    assert covered(ALWAYS, date.min) == covered(ALWAYS, date.max) == 1
    assert covered(Period(start=date(9999, 12, 31), end=date.max), date.max) == 1
    assert covered(Period(start=date.min, end=date.min), date.min) == 1
