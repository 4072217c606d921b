"""Periods: both ends included, either end open."""

from datetime import date, timedelta

import pytest

from domain.kernel.period import ALWAYS, Period

FIRST, LAST = date(2024, 2, 28), date(2024, 3, 1)
DAY = timedelta(days=1)


def test_both_ends_belong_to_a_period() -> None:
    period = Period(start=FIRST, end=LAST)

    assert [day for day in (FIRST - DAY, FIRST, date(2024, 2, 29), LAST, LAST + DAY) if day in period] == [
        FIRST,
        date(2024, 2, 29),
        LAST,
    ]


def test_one_day_is_a_period() -> None:
    assert FIRST in Period(start=FIRST, end=FIRST)


def test_a_period_without_a_start_reaches_back_for_ever() -> None:
    period = Period(end=LAST)

    assert date.min in period
    assert LAST + DAY not in period


def test_a_period_without_an_end_goes_on_for_ever() -> None:
    period = Period(start=FIRST)

    assert date.max in period
    assert FIRST - DAY not in period


def test_always_holds_every_day() -> None:
    assert all(day in ALWAYS for day in (date.min, FIRST, date.max))


def test_a_period_that_ends_before_it_starts_holds_no_day() -> None:
    period = Period(start=LAST, end=FIRST)

    assert not any(day in period for day in (FIRST, date(2024, 2, 29), LAST))


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), (date(2026, 1, 29), date(2026, 2, 28))),
        (date(2026, 3, 1), date(2026, 3, 1), (date(2026, 2, 28), date(2026, 2, 28))),
        (date(1, 1, 2), date(1, 1, 2), (date(1, 1, 1), date(1, 1, 1))),
        (date(1, 1, 1), date(1, 1, 1), None),
        (date(5000, 1, 1), date.max, None),
        (date(2026, 3, 2), date(2026, 3, 1), None),
        (None, date(2026, 3, 1), None),
        (date(2026, 3, 1), None, None),
    ],
)
def test_the_period_before_has_as_many_days(
    start: date | None, end: date | None, before: tuple[date, date] | None
) -> None:
    preceding = Period(start=start, end=end).preceding()
    assert (None if preceding is None else (preceding.start, preceding.end)) == before
