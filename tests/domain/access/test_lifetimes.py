"""How long what lets people in is good, as SECURITY.md promises it to who runs the program."""

from datetime import timedelta

from domain.access.lifetimes import GRACE, LEEWAY, OPEN_TOKENS_LAST, SET_BACK, TOKENS_LAST


def test_tokens_last_a_quarter_of_an_hour_or_half_a_day_where_nothing_refreshes_them() -> None:
    assert (timedelta(minutes=15), timedelta(hours=12)) == (TOKENS_LAST, OPEN_TOKENS_LAST)


def test_clocks_may_differ_by_seconds_and_a_clock_may_be_set_back_by_half_a_minute() -> None:
    assert (timedelta(seconds=5), timedelta(seconds=30), timedelta(seconds=30)) == (LEEWAY, SET_BACK, GRACE)
