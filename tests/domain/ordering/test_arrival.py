"""When an order counts for that comes in after it was taken."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.ordering.arrival import KEPT_WITHIN, PlacedInTheFuture, PlacedTooLongAgo, moment_of

NOW = datetime(2026, 11, 27, 20, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize("ago", [INSTANT, A_MINUTE, timedelta(hours=3), A_DAY])
def test_an_order_counts_for_when_it_was_taken(ago: timedelta) -> None:
    assert moment_of(NOW - ago, NOW) == NOW - ago


@pytest.mark.parametrize("taken_at", [None, NOW, NOW + INSTANT, NOW + A_MINUTE])
def test_it_counts_for_now_where_nobody_says_and_where_a_clock_is_a_little_fast(taken_at: datetime | None) -> None:
    assert moment_of(taken_at, NOW) == NOW


def test_it_is_refused_where_it_was_taken_in_the_future_or_more_than_a_day_ago() -> None:
    with pytest.raises(PlacedInTheFuture) as future:
        _ = moment_of(NOW + A_MINUTE + INSTANT, NOW)
    with pytest.raises(PlacedTooLongAgo) as past:
        _ = moment_of(NOW - A_DAY - INSTANT, NOW)
    assert future.value.field == past.value.field == ("placed_at",)


def test_an_order_is_kept_within_ten_seconds() -> None:
    assert timedelta(seconds=10) == KEPT_WITHIN
