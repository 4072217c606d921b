"""Refusals: each says a sentence, and an invalid value says where it was."""

from datetime import timedelta

import pytest

from domain.kernel.errors import (
    Conflict,
    DomainError,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Stale,
    TooMany,
    Unavailable,
)
from domain.kernel.money import InvalidPrice
from domain.ordering.numbers import InvalidQuantity


@pytest.mark.parametrize("kind", [DomainError, Invalid, NotSignedIn, NotAllowed, NotFound, Conflict, Unavailable])
def test_a_refusal_says_its_sentence(kind: type[DomainError]) -> None:
    assert str(kind()) == kind.says


def test_who_has_to_wait_is_told_how_long_and_who_is_late_which_version_there_is() -> None:
    assert (TooMany(timedelta(seconds=7)).wait, str(TooMany(timedelta(0)))) == (timedelta(seconds=7), TooMany.says)
    stale = Stale(current=3)
    assert (stale.current, stale.found, str(stale)) == (3, None, Stale.says)
    assert Stale(current=3, found="Tea").found == "Tea"


def test_a_refusal_says_the_detail_it_is_given() -> None:
    assert str(NotFound("No such table")) == "No such table"


def test_an_invalid_value_says_where_it_was() -> None:
    refusal = InvalidPrice("Too much", field=("price",))
    assert (str(refusal), refusal.field) == ("Too much", ("price",))


def test_who_knows_where_a_value_was_says_so_later() -> None:
    refusal = InvalidQuantity()
    assert refusal.field == ()

    assert refusal.at("products", 3, "quantity") is refusal
    assert refusal.field == ("products", 3, "quantity")
