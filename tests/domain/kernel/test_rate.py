"""Rates: so many a minute, all at once if need be."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.kernel.rate import Rate

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def test_each_takes_up_its_share_of_a_minute() -> None:
    assert Rate(4).every == seconds(15)


@pytest.mark.parametrize(
    ("used_until", "after"),
    [(-90, 15), (0, 15), (20, 35), (60, 75), (60.000001, 15), (3600, 15)],
)
def test_what_is_used_up_grows_from_now_and_is_never_more_than_a_minute(used_until: float, after: float) -> None:
    assert Rate(4).after(NOON + seconds(used_until), NOON) == NOON + seconds(after)


@pytest.mark.parametrize(("used_until", "wait"), [(-90, 0), (0, 0), (45, 0), (46, 1), (60, 15), (61, 0)])
def test_who_has_used_a_minute_up_waits_until_there_is_room(used_until: float, wait: float) -> None:
    assert Rate(4).wait(NOON + seconds(used_until), NOON) == seconds(wait)


def test_a_minutes_worth_may_come_at_once_and_then_one_at_a_time() -> None:
    rate, used, let_in = Rate(5), NOON, list[int]()
    for second in range(61):
        for _ in range(10):
            now = NOON + seconds(second)
            if not rate.wait(used, now):
                used = rate.after(used, now)
                let_in.append(second)
    assert let_in == [0, 0, 0, 0, 0, 12, 24, 36, 48, 60]
