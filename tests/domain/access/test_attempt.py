"""Waiting after failures."""

from datetime import timedelta

import pytest

from domain.access.attempt import wait_after


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (10, 480), (11, 900), (12, 900), (10**6, 900)],
)
def test_after_the_fifth_failure_each_wait_is_twice_as_long_up_to_a_quarter_of_an_hour(
    failures: int, seconds: int
) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)
