"""Tickets: what one station has to make of one round of one order. They are views on lines, and are kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, Self

from domain.kernel.errors import NotFound
from domain.kernel.ids import OrderId, ProductId, StationId
from domain.kernel.names import Name, Note
from domain.ordering.chart import LineStatus
from domain.ordering.line import Line

LOOKS_BACK: Final = timedelta(days=1)
"""How long a board shows what was sent, where the kitchen never says that it is ready."""
RECALLED_WITHIN: Final = timedelta(minutes=30)
"""How long a board shows what is ready."""
MOST_LINES_SHOWN: Final = 1_000


class TicketNotFound(NotFound):
    """No such ticket, or none that the caller may see."""

    says = "Ticket not found"


class TicketStatus(StrEnum):
    """How far the lines are that a board shows. Where nothing is said, it shows those to be made: sent and started."""

    SENT = "sent"
    STARTED = "started"
    READY = "ready"


class TicketKey(NamedTuple):
    """Which of an order's tickets: the round, and the station, None for the kitchen."""

    round: int | None
    station: StationId | None

    @classmethod
    def of(cls, line: Line) -> Self:
        """Return which ticket a line is on; without a round, it was not sent."""
        return cls(line.progress.round, line.station)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """Lines of an order that one station makes, or has made.

    `station` is the name of one that is there: without one the kitchen makes it. `since` is when the first of the lines
    was sent; where they are ready, when that was.
    """

    order: OrderId
    number: int | None
    table: Name | None
    customer: Name
    waiter: Name
    note: Note | None
    key: TicketKey
    station: Name | None
    since: datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AllDay:
    """How many of one product are still to be made, on all tickets together."""

    product: ProductId
    product_name: Name
    quantity: int


def tickets_of(parts: Iterable[Ticket]) -> list[Ticket]:
    """Return the tickets that these are parts of, in the order of their first parts."""
    tickets = dict[tuple[OrderId, TicketKey], Ticket]()
    for part in parts:
        which = part.order, part.key
        known = tickets.get(which)
        tickets[which] = replace(known, lines=(*known.lines, *part.lines)) if known else part
    return [*tickets.values()]


def is_on_board(line: Line, status: TicketStatus | None, now: datetime) -> datetime | None:
    """Return since when a board shows the line: since it was sent, or ready where that is asked for; None: it does not.

    A line that was sent before boards were there has no time, and is on none.
    """
    if line.standing == 0 or line.status not in SHOWN[status]:
        return None
    ready = status is TicketStatus.READY
    since = line.progress.ready_at if ready else line.progress.sent_at
    back = RECALLED_WITHIN if ready else LOOKS_BACK
    return since if since is not None and since > now - back else None


SHOWN: Final = {
    None: (LineStatus.SENT, LineStatus.STARTED),
    TicketStatus.SENT: (LineStatus.SENT,),
    TicketStatus.STARTED: (LineStatus.STARTED,),
    TicketStatus.READY: (LineStatus.READY,),
}
"""The statuses of the lines that a board shows, by what is asked for."""
