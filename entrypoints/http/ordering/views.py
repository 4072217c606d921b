"""What orders look like in answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Self
from uuid import UUID

import msgspec

from application.kernel.business_days import BusinessDays
from application.kernel.pages import Slice
from domain.kernel.money import Currency
from domain.ordering.chart import CHARGING, NO_COMMANDS, ON_ITS_DAY, Commands, OrderStatus, Roles
from domain.ordering.days import days_of
from domain.ordering.order import Order
from entrypoints.http.ordering.line_views import LineView


class OrderView(msgspec.Struct, frozen=True):
    """What a customer asked for, and what became of it."""

    id: UUID
    user_id: UUID
    customer_name: str
    total_price: Decimal
    created_at: datetime
    products: list[LineView]
    status: OrderStatus
    number: int | None = None
    guests: int | None = None
    note: str | None = None
    closed_at: datetime | None = None
    table: UUID | None = None
    received_at: datetime | None = None

    @classmethod
    def of(cls, order: Order, currency: Currency) -> Self:
        """Show an order."""
        return cls(*_shown(order, currency))


class OrderInFull(OrderView, frozen=True):
    """An order, and what the caller may do to it now: the commands, each with the lines to which it applies.

    What `needs_approval` the caller may do once a manager has approved it.
    """

    allowed_actions: Mapping[str, Sequence[UUID]] = msgspec.field(default_factory=dict[str, Sequence[UUID]])
    needs_approval: Mapping[str, Sequence[UUID]] = msgspec.field(default_factory=dict[str, Sequence[UUID]])

    @classmethod
    def to(cls, roles: Roles, order: Order, currency: Currency, days: BusinessDays, now: datetime) -> Self:
        """Show an order to a caller who may act in these roles."""
        refused = _refused(order, days, now)
        allowed, approvable = order.allowed(roles, refused=refused), order.needing_approval(roles, refused=refused)
        return cls(*_shown(order, currency), allowed, approvable)  # pyright: ignore[reportCallIssue] - it is all that is shown, and more


def _refused(order: Order, days: BusinessDays, now: datetime) -> Commands:
    if any(map(days.is_closed, days_of(order))):
        return CHARGING
    return NO_COMMANDS if days.business_date(now) == order.business_date else ON_ITS_DAY


def _shown(order: Order, currency: Currency) -> tuple[Any, ...]:
    return (
        order.id,
        order.waiter,
        order.customer,
        currency.amount(order.total),
        order.placed_at,
        [LineView.of(line, order, currency) for line in order.here],
        order.status,
        order.number,
        order.guests,
        order.note,
        order.closed_at,
        order.table,
        order.received_at,
    )


class OrderPlaced(msgspec.Struct, frozen=True):
    """A new order."""

    message: str
    order: OrderInFull

    @classmethod
    def to(cls, roles: Roles, order: Order, currency: Currency, days: BusinessDays) -> Self:
        """Show a new order to a caller who may act in these roles."""
        return cls("Order created successfully", OrderInFull.to(roles, order, currency, days, order.placed_at))


class OrderShown(msgspec.Struct, frozen=True):
    """An order."""

    order: OrderInFull


class OrderDivided(msgspec.Struct, frozen=True):
    """An order, and the one that was split off it."""

    order: OrderInFull
    new_order: OrderInFull


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
            "status": "sent",
            "voided": 0,
            "round": 1,
            "sent_at": "2026-11-20T18:30:00Z",
        }
    ],
    "status": "open",
    "number": 12,
}
FULL_EXAMPLE: Final = {
    **ORDER_EXAMPLE,
    "allowed_actions": {"add": [], "close": [], "serve": ["01937b1e-7c00-7000-8000-000000000004"]},
    "needs_approval": {"void": ["01937b1e-7c00-7000-8000-000000000004"]},
}
