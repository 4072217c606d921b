"""What lines of orders look like in answers."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

import msgspec

from domain.kernel.money import Currency
from domain.ordering.chart import LineStatus
from domain.ordering.line import Line
from domain.ordering.order import Order


class ModifierChosen(msgspec.Struct, frozen=True):
    """A modifier that was chosen, as it was then: what it added to the price of one."""

    id: UUID
    name: str
    price: Decimal


class LineView(msgspec.Struct, frozen=True):
    """One line of an order, as it was when ordered, and how far it has come.

    `unit_price` has in it what its `modifiers` add. What was moved to another order is not of its quantity. `voided` of
    that were taken back; `total_price` is what is left comes to.
    """

    id: UUID
    product_id: UUID
    product_name: str
    quantity: int
    unit_price: Decimal
    total_price: Decimal
    created_at: datetime
    status: LineStatus
    voided: int
    round: int | None = None
    course: int | None = None
    seat: int | None = None
    note: str | None = None
    station_id: UUID | None = None
    sent_at: datetime | None = None
    started_at: datetime | None = None
    ready_at: datetime | None = None
    served_at: datetime | None = None
    modifiers: Sequence[ModifierChosen] = ()

    @classmethod
    def of(cls, line: Line, order: Order, currency: Currency) -> Self:
        """Show a line."""
        progress = line.progress
        return cls(
            line.id,
            line.product,
            line.product_name,
            line.here,
            currency.amount(line.unit_price),
            currency.amount(line.total),
            line.ordered_at or order.placed_at,
            progress.status,
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
            [ModifierChosen(each.id, each.name, currency.amount(each.price)) for each in line.modifiers],
        )
