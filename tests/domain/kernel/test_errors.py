"""Refusals: each says a sentence, and an invalid value says where it was."""

import pytest

from domain.kernel.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound, NotSignedIn, Unavailable
from domain.kernel.money import InvalidPrice
from domain.ordering.order import InvalidQuantity


@pytest.mark.parametrize("kind", [DomainError, Invalid, NotSignedIn, NotAllowed, NotFound, Conflict, Unavailable])
def test_a_refusal_says_its_sentence(kind: type[DomainError]) -> None:
    assert str(kind()) == kind.says


def test_a_refusal_says_the_detail_it_is_given() -> None:
    assert str(NotFound("No such table")) == "No such table"


def test_an_invalid_value_says_where_it_was() -> None:
    assert InvalidPrice("Too much", field=("price",)).field == ("price",)


def test_who_knows_where_a_value_was_says_so_later() -> None:
    refusal = InvalidQuantity()
    assert refusal.field == ()

    assert refusal.at("products", 3, "quantity") is refusal
    assert refusal.field == ("products", 3, "quantity")
