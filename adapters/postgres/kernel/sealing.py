"""The queue of audit events that are not sealed yet, and how a batch of it becomes entries."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Uuid, bindparam, delete, exists, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.insertions import insertion
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.tables import audit, audit_heads, audit_to_seal
from domain.kernel.audit import Entry, Event, Happening, sealed
from domain.kernel.ids import RestaurantId, WaiterId

_OURS: Final = audit_to_seal.c.restaurant_id == bindparam("restaurant", type_=Uuid)
WAITS: Final = select(exists().where(_OURS))
_BEGUN: Final = (
    insert(audit_heads).values(restaurant_id=bindparam("restaurant"), number=0, seal=b"").on_conflict_do_nothing()
)
_OUR_HEAD: Final = audit_heads.c.restaurant_id == bindparam("restaurant", type_=Uuid)
_HEAD: Final = select(audit_heads).where(_OUR_HEAD).with_for_update()
_OLDEST: Final = (
    select(audit_to_seal.c.id).where(_OURS).order_by(audit_to_seal.c.id).limit(bindparam("most", type_=BigInteger))
)
_TAKE: Final = (
    delete(audit_to_seal)
    .where(_OURS, audit_to_seal.c.id.in_(_OLDEST))
    .returning(audit_to_seal.c.id, audit_to_seal.c.events)
)
_MOVE_ON: Final = (
    audit_heads.update()
    .where(_OUR_HEAD)
    .values(number=bindparam("last", type_=BigInteger), seal=bindparam("last_seal", type_=LargeBinary))
)


def waiting(events: Iterable[Event]) -> str:
    """Return events as the queue keeps them: a JSON array of the very bytes that will be sealed."""
    return f"[{','.join(event.content().decode() for event in events)}]"


async def seal_waiting(restaurant: RestaurantId, most: int, connection: Connection) -> int:
    """Move the events of up to `most` rows of the queue into entries, in this transaction. Return how many rows."""
    ours = {"restaurant": restaurant}
    _ = await connection.execute(_BEGUN, ours)
    (head,) = await connection.fetch(_HEAD, ours)  # locks the row: no other transaction seals until this one ends
    taken = sorted(await connection.fetch(_TAKE, {**ours, "most": most}), key=lambda row: row.id)
    entries = _sealed_after(head.number, head.seal, [event for row in taken for event in _events(row.events)])
    if entries:
        last = entries[-1]
        _ = await connection.fetch(*insertion([Writes({audit: [row_of(restaurant, entry) for entry in entries]})]))
        _ = await connection.execute(_MOVE_ON, {**ours, "last": last.number, "last_seal": last.seal})
    return len(taken)


def row_of(restaurant: RestaurantId, entry: Entry) -> Values:
    """Return the row of an entry."""
    event = entry.event
    details = json.dumps(dict(event.details))
    return {
        "restaurant_id": restaurant,
        "number": entry.number,
        "at": event.at,
        "happening": event.happening.value,
        "actor_id": event.actor,
        "subject_id": event.subject,
        "details": details,
        "seal": entry.seal,
    }


def _sealed_after(number: int, seal: bytes, events: Sequence[Event]) -> Sequence[Entry]:
    entries: list[Entry] = []
    for each in events:
        number, seal = number + 1, sealed(seal, each)
        entries.append(Entry(number, each, seal))
    return entries


def _events(as_json: str) -> Iterable[Event]:
    for each in json.loads(as_json):
        yield Event(
            happening=Happening(each["happening"]),
            at=datetime.fromisoformat(each["at"]),
            actor=None if each["actor"] is None else WaiterId(UUID(each["actor"])),
            subject=None if each["subject"] is None else UUID(each["subject"]),
            details=each["details"],
        )
