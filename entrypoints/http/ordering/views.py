"""What orders look like in answers."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.kernel.money import Currency
from domain.ordering.line import Line
from domain.ordering.order import Order


class LineView(msgspec.Struct, frozen=True):
    """One line of an order, as it was when ordered."""

    id: UUID
    product_id: UUID
    product_name: str
    quantity: int
    unit_price: Decimal
    total_price: Decimal
    created_at: datetime

    @classmethod
    def of(cls, line: Line, order: Order, currency: Currency) -> Self:
        """Show a line."""
        return cls(
            line.id,
            line.product,
            line.product_name,
            line.quantity,
            currency.amount(line.unit_price),
            currency.amount(line.total),
            order.placed_at,
        )


class OrderView(msgspec.Struct, frozen=True):
    """What a customer asked for."""

    id: UUID
    user_id: UUID
    customer_name: str
    total_price: Decimal
    created_at: datetime
    products: list[LineView]

    @classmethod
    def of(cls, order: Order, currency: Currency) -> Self:
        """Show an order."""
        return cls(
            order.id,
            order.waiter,
            order.customer,
            currency.amount(order.total),
            order.placed_at,
            [LineView.of(line, order, currency) for line in order.lines],
        )


class OrderPlaced(msgspec.Struct, frozen=True):
    """A new order."""

    message: str
    order: OrderView

    @classmethod
    def of(cls, order: Order, currency: Currency) -> Self:
        """Show a new order."""
        return cls("Order created successfully", OrderView.of(order, currency))


class OrderShown(msgspec.Struct, frozen=True):
    """An order."""

    order: OrderView


class OrdersListed(msgspec.Struct, frozen=True):
    """Some orders. How many there are is said where pages are counted, not on the way from a cursor."""

    orders: list[OrderView]
    total: int | None = None
    pages: int | None = None
    current_page: int | None = None

    @classmethod
    def of(cls, found: Slice[Order, Any], currency: Currency) -> Self:
        """Show part of the list."""
        views = [OrderView.of(order, currency) for order in found.items]
        return cls(views, found.total, found.pages, found.number)


ORDER_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-000000000003",
    "user_id": "01937b1e-7c00-7000-8000-000000000001",
    "customer_name": "Table 7",
    "total_price": 5,
    "created_at": "2026-11-20T18:30:00Z",
    "products": [
        {
            "id": "01937b1e-7c00-7000-8000-000000000004",
            "product_id": "01937b1e-7c00-7000-8000-000000000002",
            "product_name": "Espresso",
            "quantity": 2,
            "unit_price": 2.5,
            "total_price": 5,
            "created_at": "2026-11-20T18:30:00Z",
        }
    ],
}
