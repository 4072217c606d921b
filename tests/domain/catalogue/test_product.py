"""Products: what changes, what stays, and how the version tells."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.catalogue.product import (
    HIGHEST_STOCK,
    InvalidStock,
    ModifierGroupRepeated,
    Product,
    Stock,
    TooManyModifierGroups,
)
from domain.kernel.ids import ModifierGroupId, ProductId, StationId
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


BAR = StationId(UUID(int=2))
FEW = replace(COFFEE, category=Name("Hot drinks"), station=BAR, stock=Stock(3))


def test_category_station_and_stock_are_given_and_taken_away() -> None:
    assert COFFEE.changed(category=Name("Hot drinks"), station=BAR, stock=Stock(3)) == replace(FEW, version=2)
    assert FEW.changed(category=None, station=None, stock=None) == replace(COFFEE, version=2)
    assert FEW.changed() is FEW
    assert FEW.changed(price=FEW.price, stock=Stock(3)) is FEW


@pytest.mark.parametrize("number", [-1, HIGHEST_STOCK + 1, 1.0, "1", True])
def test_a_number_that_nobody_can_have_is_no_stock(number: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidStock):
        _ = Stock(number)


@pytest.mark.parametrize(
    ("available", "stock", "ordered"),
    [(True, None, True), (True, 1, True), (True, 0, False), (False, None, False), (False, 1, False), (False, 0, False)],
)
def test_what_is_off_the_menu_or_sold_out_cannot_be_ordered(available: bool, stock: int | None, ordered: bool) -> None:  # noqa: FBT001
    product = replace(COFFEE, available=available, stock=None if stock is None else Stock(stock))
    assert product.can_be_ordered is ordered


def test_filling_up_brings_back_what_was_sold_out_and_nothing_that_was_taken_off_the_menu() -> None:
    sold_out = FEW.changed(stock=Stock(0))
    assert sold_out.changed(stock=Stock(5)).can_be_ordered
    assert sold_out.changed(stock=None).can_be_ordered
    off_the_menu = sold_out.changed(available=False)
    assert not off_the_menu.changed(stock=Stock(5)).can_be_ordered
    assert not sold_out.changed(available=True).can_be_ordered


def test_a_product_comes_with_groups_in_order_and_may_have_an_open_price() -> None:
    one, two = (ModifierGroupId(UUID(int=number)) for number in (1, 2))
    steak = COFFEE.changed(modifier_groups=(two, one), open_price=True)
    assert (steak.modifier_groups, steak.open_price, steak.version) == ((two, one), True, 2)
    assert steak.changed(modifier_groups=(two, one), open_price=True) is steak
    assert steak.changed(modifier_groups=(one, two)).version == 3
    assert steak.changed(modifier_groups=(), open_price=False) == replace(COFFEE, version=3)


def test_a_product_comes_with_up_to_twenty_groups_each_once() -> None:
    groups = tuple(ModifierGroupId(UUID(int=number)) for number in range(21))
    assert len(replace(COFFEE, modifier_groups=groups[:20]).modifier_groups) == 20
    with pytest.raises(TooManyModifierGroups, match="at most 20") as too_many:
        _ = replace(COFFEE, modifier_groups=groups)
    assert too_many.value.field == ("modifier_groups",)
    with pytest.raises(ModifierGroupRepeated) as twice:
        _ = COFFEE.changed(modifier_groups=(*groups[:2], groups[0]))
    assert twice.value.field == ("modifier_groups", 2)
