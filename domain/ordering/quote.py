"""Quotes: what an order would come to, said before it is placed, and good for some minutes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from domain.billing.bill import Bill
from domain.billing.charges import Charge, ServiceCharge
from domain.kernel.errors import Conflict, ConflictsAt, Invalid
from domain.kernel.ids import LineId, WaiterId
from domain.ordering.line import Line
from domain.ordering.order import Order

QUOTES_LAST: Final = timedelta(minutes=10)


class QuoteInvalid(Invalid):
    """What was sent is no quote of the restaurant's, or another waiter's."""

    says = "This is no quote that this restaurant gave you"


class QuoteExpired(Conflict):
    """A quote that is past its time."""

    says = "The quote has expired; ask for a new one"


class QuoteDiffers(ConflictsAt):
    """An order that is not the one that was quoted, comes to something else by now, or cannot be placed any more."""

    says = "This is not what was quoted: compare the bills, and ask for a new quote"

    def __init__(
        self,
        quoted: "Quote | None" = None,
        now: "Quote | None" = None,
        *,
        gone: Sequence[tuple[tuple[str | int, ...], str]] = (),
    ) -> None:
        """Say what was quoted, and what it would be now; where it cannot be, what of it is `gone`."""
        super().__init__(gone)
        self.quoted = quoted
        self.now = now


@dataclass(frozen=True, slots=True)
class Quote:
    """What an order comes to: its lines, numbered from 1 where they have no ids yet, and its service charge.

    `content` is the digest of what is ordered: whatever is said about it beside that may be changed when it is placed.
    """

    waiter: WaiterId
    content: bytes
    charges: tuple[Charge, ...]
    service: ServiceCharge
    expires_at: datetime

    @classmethod
    def of(cls, order: Order) -> Self:
        """Return what a new order comes to, for as long as a quote is good."""
        charges = (
            Charge(LineId(UUID(int=number)), line.unit_price, line.quantity, tax=line.tax)
            for number, line in enumerate(order.lines, 1)
        )
        expires_at = order.came_at + QUOTES_LAST
        return cls(order.waiter, _content(order.lines), tuple(charges), order.account.service, expires_at)

    @property
    def bill(self) -> Bill:
        """What it comes to."""
        return Bill.of(self.charges, service=self.service)

    def ensure_is(self, order: Order) -> None:
        """Raise `QuoteInvalid`, `QuoteExpired` or `QuoteDiffers` unless the order is what was quoted, and in time."""
        self.ensure_good(order.waiter, order.placed_at)
        self.ensure_same(Quote.of(order))

    def ensure_good(self, waiter: WaiterId, at: datetime) -> None:
        """Raise `QuoteInvalid` or `QuoteExpired` unless it is this waiter's, and not past its time."""
        if waiter != self.waiter:
            raise QuoteInvalid(field=("quote",))
        if at >= self.expires_at:
            raise QuoteExpired

    def ensure_same(self, now: "Quote") -> None:
        """Raise `QuoteDiffers` unless what is quoted `now` is the same, and comes to the same."""
        if (now.content, now.charges, now.service) != (self.content, self.charges, self.service):
            raise QuoteDiffers(self, now)


def _content(lines: Sequence[Line]) -> bytes:
    """Return the digest of which products are ordered, how many, and with what: by names, as new ones have no ids."""
    content = [
        (str(line.product_name), int(line.quantity), [(each.id.hex, each.price.minor) for each in line.modifiers])
        for line in lines
    ]
    return hashlib.sha256(repr(content).encode()).digest()
