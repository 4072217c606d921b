"""Orders: at least one line, not too many, a total that is the sum of its lines, and nothing that changes."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.ids import LineId, OrderId, ProductId, WaiterId
from domain.kernel.money import Money, Price
from domain.kernel.names import Name
from domain.ordering.line import Line, Wanted
from domain.ordering.numbers import HIGHEST_QUANTITY, InvalidQuantity, Quantity
from domain.ordering.order import MOST_LINES, EmptyOrder, Order, TooManyLines


def line(price: int = 100, quantity: int = 1) -> Line:
    return Line(
        id=LineId(UUID(int=1)),
        product=ProductId(UUID(int=2)),
        product_name=Name("Coffee"),
        quantity=Quantity(quantity),
        unit_price=Price(price),
    )


def order(*lines: Line) -> Order:
    return Order(
        id=OrderId(UUID(int=3)),
        waiter=WaiterId(UUID(int=4)),
        customer=Name("Ana"),
        placed_at=datetime(2024, 5, 1, 12, tzinfo=UTC),
        business_date=date(2024, 5, 1),
        local_hour=12,
        lines=lines,
    )


def test_a_line_comes_to_its_price_times_its_quantity() -> None:
    assert line(1999, 3).total == Money(5997)


def test_an_order_comes_to_the_sum_of_its_lines() -> None:
    assert order(line(1999, 3), line(1, 1), line(1, 1)).total == Money(5999)


def test_the_largest_order_is_exact() -> None:
    largest = order(*[line(999_999_999, HIGHEST_QUANTITY)] * MOST_LINES)

    assert largest.total == Money(1_999_999_998_000_000)


def test_an_order_of_nothing_is_refused() -> None:
    with pytest.raises(EmptyOrder, match="At least one product is required"):
        _ = order()


def test_an_order_has_as_many_lines_as_allowed_and_no_more() -> None:
    assert len(order(*[line()] * MOST_LINES).lines) == MOST_LINES
    with pytest.raises(TooManyLines, match="at most 200 lines"):
        _ = order(*[line()] * (MOST_LINES + 1))


@pytest.mark.parametrize("quantity", [1, HIGHEST_QUANTITY])
def test_the_bounds_of_a_quantity_can_be_wanted(quantity: int) -> None:
    assert Wanted(name=Name("Coffee"), price=Price(1), quantity=Quantity(quantity)).quantity == quantity


@pytest.mark.parametrize("quantity", [-1, 0, HIGHEST_QUANTITY + 1])
def test_a_quantity_nobody_can_serve_is_refused(quantity: int) -> None:
    with pytest.raises(InvalidQuantity, match="from 1 to 10000"):
        _ = Wanted(name=Name("Coffee"), price=Price(1), quantity=Quantity(quantity))


def test_an_order_cannot_be_changed() -> None:
    placed = order(line())
    with pytest.raises(FrozenInstanceError):
        placed.customer = "Bia"  # pyright: ignore[reportAttributeAccessIssue] - that it cannot be is the point
    with pytest.raises(FrozenInstanceError):
        placed.lines[0].unit_price = Money(1)  # pyright: ignore[reportAttributeAccessIssue] - the same


@pytest.mark.parametrize("number", [2.5, 2.0, True])
def test_a_quantity_is_a_whole_number_by_its_kind(number: int) -> None:
    with pytest.raises(InvalidQuantity):
        _ = Quantity(number)


@pytest.mark.parametrize("other", [{"name": ""}, {"name": "Tea"}, {"price": Money(1)}, {"quantity": 1}])
def test_nothing_is_wanted_that_is_not_of_its_kind(other: dict[str, Any]) -> None:
    tea: dict[str, Any] = {"name": Name("Tea"), "price": Price(1), "quantity": Quantity(1)}
    with pytest.raises(TypeError):
        _ = Wanted(**tea | other)
