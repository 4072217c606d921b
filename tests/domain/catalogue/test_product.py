"""Products: what changes, what stays, and how the version tells."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.catalogue.product import Product
from domain.kernel.ids import ProductId
from domain.kernel.money import Money, Price
from domain.kernel.names import Name

COFFEE = Product(
    id=ProductId(UUID(int=1)), name=Name("Coffee"), price=Price(250), added_at=datetime(2024, 5, 1, 12, tzinfo=UTC)
)


def test_a_new_product_is_available_and_in_its_first_version() -> None:
    assert (COFFEE.available, COFFEE.version) == (True, 1)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (COFFEE.changed(name=Name("Espresso")), replace(COFFEE, name="Espresso", version=2)),
        (COFFEE.changed(price=Price(300)), replace(COFFEE, price=Money(300), version=2)),
        (COFFEE.changed(available=False), replace(COFFEE, available=False, version=2)),
        (
            COFFEE.changed(name=Name("Espresso"), price=Price(300), available=False),
            replace(COFFEE, name="Espresso", price=Money(300), available=False, version=2),
        ),
    ],
)
def test_what_is_given_changes_and_the_rest_stays(after: Product, expected: Product) -> None:
    assert after == expected


@pytest.mark.parametrize(
    "after",
    [
        COFFEE.changed(),
        COFFEE.changed(name=Name("Coffee")),
        COFFEE.changed(price=Price(250)),
        COFFEE.changed(available=True),
        COFFEE.changed(name=Name("Coffee"), price=Price(250), available=True),
    ],
)
def test_a_change_to_the_same_is_no_change(after: Product) -> None:
    assert after is COFFEE


def test_every_change_is_a_version() -> None:
    assert COFFEE.changed(available=False).changed(available=True) == replace(COFFEE, version=3)


def test_the_product_before_a_change_stays_what_it_was() -> None:
    before = replace(COFFEE)
    _ = before.changed(name=Name("Espresso"))

    assert before == COFFEE
    with pytest.raises(FrozenInstanceError):
        before.name = "Espresso"  # pyright: ignore[reportAttributeAccessIssue] - that it cannot be is the point
