"""Secrets that may be chosen."""

import pytest

from domain.access.attempt import FIRST_WAIT, LONGEST_WAIT, wait_after
from domain.access.secret import InvalidPassword, InvalidPin, password, pin


@pytest.mark.parametrize("text", ["x" * 12, "x" * 128, " " * 12, "ñandú 🐦 ñandú"])
def test_a_password_may_consist_of_anything(text: str) -> None:
    assert password(text).text == text


@pytest.mark.parametrize("text", ["", "x" * 11, "x" * 129])
def test_a_password_has_a_length(text: str) -> None:
    with pytest.raises(InvalidPassword):
        _ = password(text)


def test_most_pins_are_taken_and_those_tried_first_are_not() -> None:
    taken = 0
    for number in range(1_000_000):
        try:
            taken += bool(pin(f"{number:06}"))
        except InvalidPin:
            continue
    assert 990_000 < taken < 998_000


def test_waiting_grows_from_the_fifth_failure_and_ends_somewhere() -> None:
    waits = [wait_after(failures) for failures in range(40)]
    assert not any(waits[:5])
    assert waits[5:8] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
