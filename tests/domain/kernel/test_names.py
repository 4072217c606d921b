"""Names: without white space around them, short enough to print, nothing unseen inside."""

import pickle
from contextlib import suppress
from copy import copy

import pytest

from domain.kernel.names import LONGEST_NAME, InvalidName, Name, trimmed
from tests.growth import grows_no_faster, no_slower


@pytest.mark.parametrize("text", ["Ana", "João da Silva", "Crème brûlée", "寿司", "🍕 Pizza", "O'Neill & Sons", "a  b"])
def test_a_name_is_kept_as_it_is(text: str) -> None:
    assert Name(text) == text


@pytest.mark.parametrize("text", [" Ana", "Ana ", "\t\n Ana\r\n", "\u00a0Ana\u2003"])
def test_white_space_around_a_name_is_dropped(text: str) -> None:
    assert Name(text) == "Ana"


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0\u2003"])
def test_white_space_is_no_name(text: str) -> None:
    with pytest.raises(InvalidName):
        _ = Name(text)


def test_a_name_has_as_many_characters_as_fit_and_no_more() -> None:
    assert Name("é" * LONGEST_NAME) == "é" * LONGEST_NAME
    with pytest.raises(InvalidName, match="1 to 120 characters"):
        _ = Name("é" * (LONGEST_NAME + 1))


def test_white_space_around_a_name_does_not_count() -> None:
    assert len(Name(f"  {'a' * LONGEST_NAME}  ")) == LONGEST_NAME


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x07", "\n", "\t", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ud800"]
)
def test_a_name_holds_nothing_that_cannot_be_seen(unseen: str) -> None:
    with pytest.raises(InvalidName):
        _ = Name(f"An{unseen}a")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cre\u0300me", "Cr\u00e8me"),
        ("\u212bngstrom", "\u00c5ngstrom"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("e\u0301\u0323", "\u1eb9\u0301"),
        ("e\u0323\u0301", "\u1eb9\u0301"),
        ("\ufb01sh", "\ufb01sh"),  # looks alike, and is another text
    ],
)
def test_spellings_that_look_the_same_are_one_name(text: str, name: str) -> None:
    assert Name(text) == name
    assert Name(name) == name


def test_a_name_is_as_long_as_it_looks_however_it_is_written() -> None:
    assert Name("e\u0301" * LONGEST_NAME) == "\u00e9" * LONGEST_NAME
    with pytest.raises(InvalidName):
        _ = Name("e\u0301" * (LONGEST_NAME + 1))


def test_a_letter_may_be_written_as_a_letter_and_three_marks() -> None:
    assert Name("\u03b1\u0313\u0300\u0345" * LONGEST_NAME) == "\u1f82" * LONGEST_NAME


@pytest.mark.parametrize("text", ["X\u0301", "X\u00e9X"])
def test_any_letter_is_seen_and_stays(text: str) -> None:
    assert Name(text) == text


@pytest.mark.parametrize(
    "around",
    [
        *("\ufeff", "\u200b", "\u200b \u200b", "\u2060", "\u00ad", "\u200e", "\n\ufeff\t"),
        *("\u2068", "\u2069", "\u202a", "\u202c", "\u202e", "\u206a", "\u034f", "\u17b4", "\ufff9"),
        *("\u2800", "\u3164", "\u115f", "\u1160", "\uffa0"),  # as wide as a letter, and as unseen
    ],
)
def test_what_has_no_width_around_a_name_is_dropped(around: str) -> None:
    assert Name(f"{around}Ana{around}") == "Ana"
    assert Name(f"An{around.strip()}a") == f"An{around.strip()}a"


@pytest.mark.parametrize(
    "emoji", ["\u2764\ufe0f", "\U0001f468\u200d\U0001f373", "\U0001f3f4\U000e0067\U000e0062\U000e007f"]
)
def test_an_emoji_stays_whole(emoji: str) -> None:
    assert Name(emoji) == emoji


@pytest.mark.parametrize(
    "text",
    ["\u200b", "\ufeff", "\u0301", "\u2800", "\u3164", "\u115f\u1160", "\ufe0f", "\u202e\u202c", "\u034f", " \u0301 "]
    + ["\u0301 \u0301", "\U000e0001", "\u20dd", "\u0903"],
)
def test_a_name_of_nothing_to_be_seen_is_none(text: str) -> None:
    with pytest.raises(InvalidName):
        _ = Name(text)


@pytest.mark.parametrize("piece", ["\u200b", " ", " a", "\u200ba", "\u0301", "a", "\ufdfa", "\u1100\u1161"])
def test_tidying_takes_no_longer_than_a_text_is_long(piece: str) -> None:
    grows_no_faster(trimmed, piece)
    grows_no_faster(_tried, piece)
    no_slower(_tried, "a" + "\u0345\u0301" * 30_000, "a")


def _tried(text: str) -> None:
    with suppress(InvalidName):
        _ = Name(text)


def test_a_name_is_the_text_it_holds() -> None:
    name = Name(" Ana ")

    assert (name, hash(name), str(name), {name, "Ana"}) == ("Ana", hash("Ana"), "Ana", {"Ana"})
    assert pickle.loads(pickle.dumps(name)) == name  # noqa: S301 - made here
    assert type(Name(name)) is Name


@pytest.mark.parametrize("text", [" Ana ", "Cre\u0300me", "", "An\na"])
def test_what_was_written_down_under_other_rules_is_read_as_it_stands(text: str) -> None:
    assert Name.kept(text) == text
    assert copy(Name.kept(text)) == text
    assert pickle.loads(pickle.dumps(Name.kept(text))) == text  # noqa: S301 - made here
