"""Names: without white space around them, short enough to print, nothing unseen inside."""

import pytest

from domain.kernel.names import LONGEST_NAME, InvalidName, tidy_name


@pytest.mark.parametrize("text", ["Ana", "João da Silva", "Crème brûlée", "寿司", "🍕 Pizza", "O'Neill & Sons", "a  b"])
def test_a_name_is_kept_as_it_is(text: str) -> None:
    assert tidy_name(text) == text


@pytest.mark.parametrize("text", [" Ana", "Ana ", "\t\n Ana\r\n", "\u00a0Ana\u2003"])
def test_white_space_around_a_name_is_dropped(text: str) -> None:
    assert tidy_name(text) == "Ana"


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0\u2003"])
def test_white_space_is_no_name(text: str) -> None:
    with pytest.raises(InvalidName):
        _ = tidy_name(text)


def test_a_name_has_as_many_characters_as_fit_and_no_more() -> None:
    assert tidy_name("é" * LONGEST_NAME) == "é" * LONGEST_NAME
    with pytest.raises(InvalidName, match="1 to 120 characters"):
        _ = tidy_name("é" * (LONGEST_NAME + 1))


def test_white_space_around_a_name_does_not_count() -> None:
    assert len(tidy_name(f"  {'a' * LONGEST_NAME}  ")) == LONGEST_NAME


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x07", "\n", "\t", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ud800"]
)
def test_a_name_holds_nothing_that_cannot_be_seen(unseen: str) -> None:
    with pytest.raises(InvalidName):
        _ = tidy_name(f"An{unseen}a")
