"""Business days: their report, and closing them. What was sold and taken on a closed one is settled for good."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from domain.billing.takings import Takings
from domain.kernel.errors import Conflict
from domain.kernel.ids import OrderId, WaiterId
from domain.kernel.money import Money


class DayClosed(Conflict):
    """What would change the figures of a closed day."""

    says = (
        "The business day of this order is closed: it can be paid, refunded and closed; "
        "for anything else to be sold, place another order"
    )

    @classmethod
    def when_taken(cls) -> Self:
        """Return the refusal of an order that comes in after the day on which it was taken was closed."""
        return cls("The business day on which this order was taken is closed: without placed_at it counts for today")


class DayNotBegun(Conflict):
    """A day to be closed that is still to come."""

    says = "This business day has not begun"


class EarlierDayOpen(Conflict):
    """A day to be closed after another that is open."""

    @classmethod
    def on(cls, day: date) -> Self:
        """Return the refusal, where the first that is open is this one."""
        return cls(f"Close the business day of {day} first")


class DayPassedOver(Conflict):
    """A day to be closed that has no report, and never will: it was closed with a later one.

    Nothing happened on it, or it was before the first day that was ever closed.
    """

    says = "This business day was closed with a later one, and has no report of its own"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOrder:
    """An order that was open, or not paid, when its day was closed."""

    id: OrderId
    number: int | None
    customer: str
    business_date: date
    total: Money
    paid: Money

    @property
    def due(self) -> Money:
        """What was to be paid yet."""
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How many orders were open when a day was closed, what was due of them, and the newest of them."""

    orders: int
    due: Money
    newest: tuple[OpenOrder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """When a day was closed and by whom: the restaurant's closing of this number, after the one with the seal `after`.

    That is empty for the first.
    """

    number: int
    at: datetime
    by: WaiterId
    after: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport:
    """What happened on a business day: until now (the X report), or, with its `closing`, for good (the Z report)."""

    day: date
    takings: Takings
    carried_over: CarriedOver
    closing: Closing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """The report of a closed day, to the byte, and the seal over it and all before it: 32 bytes."""

    number: int
    day: date
    content: bytes
    seal: bytes


def sealed(after: bytes, content: bytes) -> bytes:
    """Return the seal of a report that follows one with the seal `after`, empty for the first: 32 bytes."""
    return hashlib.sha256(after + content).digest()
