"""What happened, as everybody who listens is told it, and the port that tells it."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from application.kernel.unit_of_work import Change
from domain.kernel.ids import WaiterId


class EventType(StrEnum):
    """What can be told: of what, and what became of it."""

    ORDER_PLACED = "order.placed"
    LINES_ADDED = "order.lines_added"
    ORDER_FIRED = "order.fired"
    LINE_STARTED = "order.line_started"
    LINE_READY = "order.line_ready"
    LINE_RECALLED = "order.line_recalled"
    LINE_SERVED = "order.line_served"
    LINE_VOIDED = "order.line_voided"
    ORDER_CHANGED = "order.changed"
    ORDER_SPLIT = "order.split"
    ORDER_MERGED = "order.merged"
    ORDER_CLOSED = "order.closed"
    ORDER_REOPENED = "order.reopened"
    ORDER_DISCOUNTED = "order.discounted"
    DISCOUNT_REMOVED = "order.discount_removed"
    SERVICE_CHARGED = "order.service_charged"
    PAYMENT_TAKEN = "order.payment_taken"
    PAYMENT_REFUNDED = "order.payment_refunded"
    PRODUCT_AVAILABLE = "product.available"
    PRODUCT_UNAVAILABLE = "product.unavailable"
    TABLE_CHANGED = "table.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened to an order, a product or a table, and how that is afterwards.

    `version` is that of what it is `about`: each change has another, and they are told in this order. `waiter` is
    whose order it is, and `former_waiter` whose it was before; where nobody's is named, it is for everybody. `table` is
    where it happened, and `former_table` where the order was before. `stations` are those whose boards it concerns;
    where none is named, it concerns every one. `data` is shown as it is: JSON values, ids, moments, amounts in whole
    units of the currency.
    """

    id: UUID
    type: EventType
    at: datetime
    actor: WaiterId | None
    about: UUID
    version: int
    waiter: WaiterId | None = None
    former_waiter: WaiterId | None = None
    table: UUID | None = None
    former_table: UUID | None = None
    stations: tuple[UUID, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict[str, object])


class Outbox(Protocol):
    """Takes what happened along with what makes it happen."""

    @abstractmethod
    def tell(self, *news: News) -> Change:
        """Have these become events of the restaurant's log, soon, once the commit is durable."""
