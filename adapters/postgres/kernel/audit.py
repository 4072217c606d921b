"""The audit, on PostgreSQL."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, LargeBinary, String, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.sealing import WAITS, seal_waiting, waiting
from adapters.postgres.kernel.tables import audit, audit_heads, audit_to_seal
from application.kernel.audit import Audit
from application.kernel.unit_of_work import Change
from domain.kernel.audit import Entry, Event, Happening
from domain.kernel.errors import Busy
from domain.kernel.ids import RestaurantId, WaiterId

_AT_A_TIME: Final = 1_000
_RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
_CONTENT: Final = bindparam("content", type_=LargeBinary)
# Sealed in SQL, under the lock of the restaurant's row in audit_heads: of two at once, one seals after the other.
_HEAD: Final = (
    insert(audit_heads)
    .values(restaurant_id=_RESTAURANT, number=1, seal=func.sha256(_CONTENT))
    .on_conflict_do_update(
        index_elements=["restaurant_id"],
        set_={
            "number": audit_heads.c.number + 1,
            "seal": func.sha256(audit_heads.c.seal.op("||", return_type=LargeBinary())(_CONTENT)),
        },
    )
    .returning(audit_heads.c.number, audit_heads.c.seal)
    .cte("head")
)
_ENTRY: Final = select(
    _RESTAURANT.label("restaurant_id"),
    _HEAD.c.number,
    bindparam("at", type_=DateTime(timezone=True)).label("at"),
    bindparam("happening", type_=String).label("happening"),
    bindparam("actor", type_=Uuid).label("actor_id"),
    bindparam("subject", type_=Uuid).label("subject_id"),
    bindparam("details", type_=String).label("details"),
    _HEAD.c.seal,
)
_NOTE: Final = insert(audit).from_select(_ENTRY.selected_columns.keys(), _ENTRY)
_OURS: Final = select(audit).where(audit.c.restaurant_id == bindparam("restaurant"))
_BEFORE: Final = (
    _OURS.where(audit.c.number < bindparam("number", type_=BigInteger))
    .order_by(audit.c.number.desc())
    .limit(bindparam("most"))
)
_AFTER: Final = (
    _OURS.where(audit.c.number > bindparam("number", type_=BigInteger)).order_by(audit.c.number).limit(_AT_A_TIME)
)
_LAST: Final = select(audit_heads).where(audit_heads.c.restaurant_id == bindparam("restaurant"))
_AFTER_ALL: Final = 2**63 - 1


class PostgresAudit(Audit):
    """Keeps one restaurant's entries in the table `audit`, which refuses UPDATE and DELETE."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    def note(self, event: Event) -> Change:
        parameters = {
            "restaurant": self._restaurant,
            "content": event.content(),
            "at": event.at,
            "happening": event.happening.value,
            "actor": event.actor,
            "subject": event.subject,
            "details": json.dumps(dict(event.details)),
        }
        return Writes(run=[Run(_NOTE, parameters)])

    def note_later(self, about: UUID, events: Sequence[Event]) -> Change:
        return Writes({audit_to_seal: [{"restaurant_id": self._restaurant, "id": about, "events": waiting(events)}]})

    async def catch_up(self, *, most: int) -> int:
        ((waits,),) = await self._database.fetch(WAITS, {"restaurant": self._restaurant})
        with suppress(Busy):
            return await self._database.change(partial(seal_waiting, self._restaurant, most)) if waits else 0
        return 0

    async def before(self, number: int | None, *, most: int) -> Sequence[Entry]:
        parameters = {"restaurant": self._restaurant, "number": _AFTER_ALL if number is None else number, "most": most}
        return [_entry(row) for row in await self._database.fetch(_BEFORE, parameters)]

    async def all(self) -> AsyncIterator[Entry]:
        last = 0
        while rows := await self._database.fetch(_AFTER, {"restaurant": self._restaurant, "number": last}):
            for row in rows:
                yield _entry(row)
            last = rows[-1].number

    async def head(self) -> tuple[int, bytes]:
        for row in await self._database.fetch(_LAST, {"restaurant": self._restaurant}):
            return row.number, row.seal
        return 0, b""


def _entry(row: Row) -> Entry:
    return Entry(
        row.number,
        Event(
            happening=Happening(row.happening),
            at=row.at,
            actor=None if row.actor_id is None else WaiterId(row.actor_id),
            subject=row.subject_id,
            details=json.loads(row.details),
        ),
        row.seal,
    )
