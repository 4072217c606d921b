"""What about an order is noted: products it brought along, and prices that are not the catalogue's."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import cast
from uuid import UUID

import pytest

from application.ordering.oddities import oddities
from application.ordering.told import told_of
from domain.kernel.audit import Event, Happening
from domain.kernel.ids import LineId, ModifierId, OrderId, ProductId, WaiterId
from domain.kernel.money import Currency, Money, Price, Surcharge
from domain.kernel.names import Name
from domain.ordering.choosing import Chosen
from domain.ordering.line import Line
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ORDER, ANA = OrderId(UUID(int=1)), WaiterId(UUID(int=2))
COFFEE, CAKE = ProductId(UUID(int=3)), ProductId(UUID(int=4))


def line(product: ProductId, price: int, quantity: int = 1) -> Line:
    return Line(
        id=LineId(UUID(int=9)),
        product=product,
        product_name=Name(f"product {product.int}"),
        quantity=Quantity(quantity),
        unit_price=Price(price),
    )


def noted(*lines: Line, **listed: int) -> list[Event]:
    known = {"coffee": COFFEE, "cake": CAKE}
    return [*oddities(ORDER, lines, {known[name]: Money(price) for name, price in listed.items()}, by=ANA, at=NOON)]


def invented(product: ProductId, price: int) -> Event:
    details = {"order": str(ORDER), "name": f"product {product.int}", "price": str(price)}
    return Event(happening=Happening.PRODUCT_INVENTED, at=NOON, actor=ANA, subject=product, details=details)


def differed(product: ProductId, listed: int, sold_at: int, quantity: int) -> Event:
    details: Mapping[str, str] = {
        "order": str(ORDER),
        "listed": str(listed),
        "sold_at": str(sold_at),
        "quantity": str(quantity),
    }
    return Event(happening=Happening.PRICE_DIFFERED, at=NOON, actor=ANA, subject=product, details=details)


@pytest.mark.parametrize("quantity", [1, 7])
def test_an_order_of_what_is_listed_at_its_price_is_not_odd(quantity: int) -> None:
    assert noted(line(COFFEE, 250, quantity), line(CAKE, 300), coffee=250, cake=300) == []


def test_a_product_that_an_order_brings_along_is_noted_at_its_first_price() -> None:
    assert noted(line(COFFEE, 250), line(CAKE, 300), coffee=250) == [invented(CAKE, 300)]


def test_a_product_brought_along_and_sold_at_two_prices_differs_from_its_first() -> None:
    assert noted(line(CAKE, 300), line(CAKE, 310, 2), line(CAKE, 300)) == [
        invented(CAKE, 300),
        differed(CAKE, 300, 310, 2),
    ]


def test_what_is_sold_at_another_price_is_noted_once_a_price_with_how_many() -> None:
    assert noted(line(COFFEE, 199), line(COFFEE, 250), line(COFFEE, 199, 3), line(COFFEE, 300), coffee=250) == [
        differed(COFFEE, 250, 199, 4),
        differed(COFFEE, 250, 300, 1),
    ]


def test_products_brought_along_come_before_prices() -> None:
    events = noted(line(COFFEE, 199), line(CAKE, 300), coffee=250)
    assert events == [invented(CAKE, 300), differed(COFFEE, 250, 199, 1)]


def test_what_modifiers_add_is_no_other_price() -> None:
    oats = (Chosen(ModifierId(UUID(int=5)), Name("Oat milk"), Surcharge(50)),)
    assert noted(replace(line(COFFEE, 300), modifiers=oats), coffee=250) == []
    dear = replace(line(COFFEE, 310), modifiers=oats)
    assert noted(dear, coffee=250) == [differed(COFFEE, 250, 260, 1)]
    assert noted(dear) == [invented(COFFEE, 260)]


def test_an_event_tells_what_was_chosen() -> None:
    oats = (Chosen(ModifierId(UUID(int=5)), Name("Oat milk"), Surcharge(50)),)
    lines = replace(line(COFFEE, 300), modifiers=oats), line(CAKE, 400)
    order = Order(
        id=ORDER,
        waiter=ANA,
        customer=Name("Bo"),
        placed_at=NOON,
        business_date=NOON.date(),
        local_hour=12,
        lines=lines,
    )
    told = cast("list[dict[str, object]]", told_of(order, lines, Currency.of("USD"))["lines"])
    assert [each["modifiers"] for each in told] == [
        [{"id": UUID(int=5), "name": "Oat milk", "price": Decimal("0.50")}],
        [],
    ]
