"""What tickets look like in answers, and how their ids are written."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID

import msgspec

from domain.kernel.ids import OrderId, StationId
from domain.ordering.chart import LineStatus
from domain.ordering.line import Line
from domain.ordering.ticket import AllDay, Ticket, TicketKey, TicketNotFound

_ID: Final = 16
_ROUND: Final = 2
"""How many bytes of a ticket's id are those of the order or the station, and how many are the round's."""


def written(order: OrderId, key: TicketKey) -> str:
    """Return the id of a ticket: the order, the round, and the station, if any."""
    station = key.station.bytes if key.station else b""
    return urlsafe_b64encode(order.bytes + (key.round or 0).to_bytes(_ROUND) + station).decode().rstrip("=")


def ticket_in(text: str) -> tuple[OrderId, TicketKey]:
    """Return the order and which of its tickets this is the id of, or raise `TicketNotFound`."""
    try:
        read = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        order, number, station = read[:_ID], read[_ID : _ID + _ROUND], read[_ID + _ROUND :]
        found = OrderId(UUID(bytes=order))
        key = TicketKey(int.from_bytes(number), StationId(UUID(bytes=station)) if station else None)
    except ValueError:
        raise TicketNotFound from None
    if written(found, key) != text:
        raise TicketNotFound
    return found, key


class TicketModifier(msgspec.Struct, frozen=True):
    """A modifier that was chosen."""

    id: UUID
    name: str


class TicketLineView(msgspec.Struct, frozen=True):
    """What of a line is to be made: `quantity` is what stands of it."""

    id: UUID
    product_id: UUID
    product_name: str
    quantity: int
    status: LineStatus
    course: int | None = None
    seat: int | None = None
    note: str | None = None
    sent_at: datetime | None = None
    started_at: datetime | None = None
    ready_at: datetime | None = None
    modifiers: Sequence[TicketModifier] = ()

    @classmethod
    def of(cls, line: Line) -> Self:
        """Show a line."""
        progress = line.progress
        return cls(
            line.id,
            line.product,
            line.product_name,
            line.standing,
            line.status,
            line.course,
            line.seat,
            line.note,
            progress.sent_at,
            progress.started_at,
            progress.ready_at,
            [TicketModifier(each.id, each.name) for each in line.modifiers],
        )


class TicketView(msgspec.Struct, frozen=True):
    """What one station has to make of one round of an order: `station` is null where that is the kitchen.

    `seconds_waiting` is how long ago it was sent, or ready where that is asked for; `number`, `table` and `waiter` are
    what people call the order, where its guests sit, and whose it is.
    """

    id: str
    order_id: UUID
    number: int | None
    table: str | None
    customer_name: str
    waiter: str
    note: str | None
    station_id: UUID | None
    station: str | None
    round: int
    seconds_waiting: int
    lines: list[TicketLineView]

    @classmethod
    def of(cls, ticket: Ticket, now: datetime) -> Self:
        """Show a ticket as it is now."""
        return cls(
            written(ticket.order, ticket.key),
            ticket.order,
            ticket.number,
            ticket.table,
            ticket.customer,
            ticket.waiter,
            ticket.note,
            ticket.key.station if ticket.station else None,
            ticket.station,
            ticket.key.round or 0,
            max((now - ticket.since) // timedelta(seconds=1), 0),
            [TicketLineView.of(line) for line in ticket.lines],
        )


class TicketsListed(msgspec.Struct, frozen=True):
    """A board."""

    tickets: list[TicketView]

    @classmethod
    def of(cls, found: tuple[Sequence[Ticket], datetime]) -> Self:
        """Show the tickets as they were at that moment."""
        tickets, at = found
        return cls([TicketView.of(ticket, at) for ticket in tickets])


class AllDayView(msgspec.Struct, frozen=True):
    """How many of a product are still to be made."""

    product_id: UUID
    product_name: str
    quantity: int

    @classmethod
    def of(cls, each: AllDay) -> Self:
        """Show how many."""
        return cls(each.product, each.product_name, each.quantity)


class AllDayAddedUp(msgspec.Struct, frozen=True):
    """What is still to be made."""

    products: list[AllDayView]

    @classmethod
    def of(cls, found: Sequence[AllDay]) -> Self:
        """Show it."""
        return cls([AllDayView.of(each) for each in found])


TICKET_EXAMPLE: Final[dict[str, Any]] = {
    "id": "AZN7HnwAcACAAAAAAAAAAwABAZN7HnwAcACAAAAAAAAABQ",
    "order_id": "01937b1e-7c00-7000-8000-000000000003",
    "number": 12,
    "table": "7",
    "customer_name": "Table 7",
    "waiter": "Ana",
    "note": "Birthday",
    "station_id": "01937b1e-7c00-7000-8000-000000000005",
    "station": "Bar",
    "round": 1,
    "seconds_waiting": 95,
    "lines": [
        {
            "id": "01937b1e-7c00-7000-8000-000000000004",
            "product_id": "01937b1e-7c00-7000-8000-000000000002",
            "product_name": "Espresso",
            "quantity": 2,
            "status": "started",
            "course": None,
            "seat": 1,
            "note": "No sugar",
            "sent_at": "2026-11-20T18:30:00Z",
            "started_at": "2026-11-20T18:31:00Z",
            "ready_at": None,
            "modifiers": [{"id": "01937b1e-7c00-7000-8000-00000000000b", "name": "Oat milk"}],
        }
    ],
}
ALL_DAY_EXAMPLE: Final = {
    "product_id": "01937b1e-7c00-7000-8000-000000000002",
    "product_name": "Espresso",
    "quantity": 2,
}
