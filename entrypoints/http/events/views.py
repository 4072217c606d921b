"""What events look like in answers."""

from datetime import datetime
from typing import Any, Final, Self, cast
from uuid import UUID

import msgspec

from domain.events.event import Event, Stretch


class EventView(msgspec.Struct, frozen=True):
    """Something that happened.

    `version` is that of what it happened to: of the `order`, where it is one. `data` shows that as it was afterwards:
    of an order the head, and each line that was touched.
    """

    number: int
    id: UUID
    type: str
    at: datetime
    actor: UUID | None
    order: UUID | None
    version: int
    table: UUID | None
    data: dict[str, Any]

    @classmethod
    def of(cls, event: Event) -> Self:
        """Show an event."""
        return cls(
            event.number,
            event.id,
            event.type,
            event.at,
            event.actor,
            event.order,
            event.version,
            event.table,
            cast("dict[str, Any]", msgspec.Raw(event.data.encode())),  # as it was written
        )


class EventsRead(msgspec.Struct, frozen=True):
    """Events, and the number to go on after: all that was asked for up to there is among them."""

    events: list[EventView]
    last: int

    @classmethod
    def of(cls, read: Stretch) -> Self:
        """Show a stretch of the log."""
        return cls([EventView.of(each) for each in read.events], read.last)


EVENT_EXAMPLE: Final = {
    "number": 7,
    "id": "01937b1e-7c00-7000-8000-000000000009",
    "type": "order.placed",
    "at": "2026-11-20T18:30:00Z",
    "actor": "01937b1e-7c00-7000-8000-000000000001",
    "order": "01937b1e-7c00-7000-8000-000000000003",
    "version": 1,
    "table": "01937b1e-7c00-7000-8000-000000000007",
    "data": {
        "order": {"id": "01937b1e-7c00-7000-8000-000000000003", "customer_name": "Bob", "total_price": 5},
        "lines": [{"id": "01937b1e-7c00-7000-8000-000000000004", "product_name": "Espresso", "quantity": 2}],
    },
}
