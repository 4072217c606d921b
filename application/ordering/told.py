"""What events tell of orders, under the names that answers have for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from domain.kernel.money import Currency
from domain.ordering.line import Line
from domain.ordering.order import Order


def told_of(order: Order, lines: Sequence[Line], currency: Currency) -> Mapping[str, object]:
    """Return how an order is, and these lines of it, with amounts in whole units of the currency."""
    return {"order": _head(order, currency), "lines": [_line(each, order, currency) for each in lines]}


@dataclass(frozen=True, slots=True)
class _Head:
    """An order without its lines."""

    id: UUID
    user_id: UUID
    customer_name: str
    total_price: Decimal
    created_at: datetime
    status: str
    number: int | None
    table: UUID | None
    guests: int | None
    note: str | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line."""

    id: UUID
    product_id: UUID
    product_name: str
    quantity: int
    unit_price: Decimal
    total_price: Decimal
    created_at: datetime
    status: str
    voided: int
    round: int | None
    course: int | None
    seat: int | None
    note: str | None
    station_id: UUID | None
    sent_at: datetime | None
    started_at: datetime | None
    ready_at: datetime | None
    served_at: datetime | None


def _head(order: Order, currency: Currency) -> _Head:
    return _Head(
        order.id,
        order.waiter,
        order.customer,
        currency.amount(order.total),
        order.placed_at,
        order.status,
        order.number,
        order.table,
        order.guests,
        order.note,
        order.closed_at,
    )


def _line(line: Line, order: Order, currency: Currency) -> _Line:
    progress, amount = line.progress, currency.amount
    return _Line(
        line.id,
        line.product,
        line.product_name,
        line.here,
        amount(line.unit_price),
        amount(line.total),
        line.ordered_at or order.placed_at,
        line.status,
        line.voided,
        progress.round,
        line.course,
        line.seat,
        line.note,
        line.station,
        progress.sent_at,
        progress.started_at,
        progress.ready_at,
        progress.served_at,
    )
