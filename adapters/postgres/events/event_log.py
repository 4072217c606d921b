"""The log of events, on PostgreSQL."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    DateTime,
    Executable,
    String,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    or_,
    select,
    true,
)

from adapters.postgres.events.numbering import READABLE, WAITS, number_waiting
from adapters.postgres.events.tables import event_heads, events
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.sweeping import Sweeping
from adapters.postgres.kernel.tables import events_to_number
from application.events.ports import EventFilter, EventLog
from domain.events.event import Event, Stretch
from domain.kernel.errors import Busy
from domain.kernel.ids import RestaurantId

_LOOKED_THROUGH: Final = 10_000
"""How many numbers are looked through at once for events that are wanted."""
_RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
_OURS: Final = events.c.restaurant_id == _RESTAURANT
_OUR_HEAD: Final = event_heads.c.restaurant_id == _RESTAURANT
_OLDEST: Final = select(events.c.number).where(_OURS).order_by(events.c.number).limit(1).scalar_subquery()
_READABLE: Final = func.coalesce(select(event_heads.c.readable).where(_OUR_HEAD).scalar_subquery(), 0)
_HEAD: Final = select(
    _READABLE.label("readable"),
    func.coalesce(bindparam("after", type_=BigInteger), _READABLE).label("place"),
    func.coalesce(select(event_heads.c.number).where(_OUR_HEAD).scalar_subquery(), 0).label("newest"),
    _OLDEST.label("oldest"),
).cte("head")
_YOUNG: Final = (
    select(events.c.number)
    .where(_OURS, events.c.at >= bindparam("moment", type_=DateTime(timezone=True)))
    .order_by(events.c.number)
    .limit(1)
    .scalar_subquery()
)
_FORGET: Final = delete(events).where(_OURS, events.c.number < func.coalesce(_YOUNG, 2**63 - 1))


class PostgresEventLog(EventLog):
    """Keeps one restaurant's log in the table `events`, and how far it goes in `event_heads`."""

    def __init__(self, database: Database, restaurant: RestaurantId, sweeping: Sweeping) -> None:
        self._database = database
        self._restaurant = restaurant
        self._ours = {"restaurant": restaurant}
        self._sweeping = sweeping

    async def number(self, *, most: int) -> int:
        ((waits,),) = await self._database.fetch(WAITS, self._ours)
        if not waits:
            return 0
        with suppress(Busy):
            taken, last = await self._database.change(partial(number_waiting, self._restaurant, most))
            _ = await self._database.fetch(READABLE, {**self._ours, "number": last})
            await self._sweeping.after(events_to_number, taken)
            return taken
        return 0

    async def after(self, number: int | None, *, where: EventFilter, most: int) -> Stretch:
        parameters = {
            **self._ours,
            "after": number,
            "types": None if where.types is None else [*where.types],
            "about": where.about,
            "table": where.table,
            "station": where.station,
            "waiter": where.waiter,
            "most": most,
        }
        rows = await self._database.fetch(_following(of_one=where.about is not None), parameters)
        head = rows[0]
        found = [_event(row) for row in rows if row.number is not None]
        reached = head.readable if where.about else min(head.readable, head.place + _LOOKED_THROUGH)
        last = found[-1].number if len(found) == most else max(head.place, reached)
        return Stretch(found, last, head.newest + 1 if head.oldest is None else head.oldest, head.newest)

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            await connection.without_timeout()
            return await connection.execute(_FORGET, {**self._ours, "moment": moment})


def _unless_given(name: str, kind: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:  # noqa: ANN401 - a type of SQLAlchemy's
    return or_(bindparam(name, type_=kind).is_(None), *conditions)


_WANTED: Final[Sequence[ColumnElement[bool]]] = [
    _unless_given("types", ARRAY(String), events.c.type == any_(bindparam("types", type_=ARRAY(String)))),
    _unless_given(
        "table",
        Uuid,
        events.c.table_id == bindparam("table", type_=Uuid),
        events.c.former_table_id == bindparam("table", type_=Uuid),
    ),
    _unless_given(
        "station",
        Uuid,
        events.c.station_ids.is_(None),
        any_(events.c.station_ids) == bindparam("station", type_=Uuid),
    ),
    _unless_given(
        "waiter",
        Uuid,
        events.c.user_id.is_(None),
        events.c.user_id == bindparam("waiter", type_=Uuid),
        events.c.former_user_id == bindparam("waiter", type_=Uuid),
    ),
]


@cache
def _following(*, of_one: bool) -> Executable:
    """Return the statement: of one thing, it follows its index, else it looks through so many numbers."""
    most_looked_at = events.c.number <= _HEAD.c.place + _LOOKED_THROUGH
    bound = events.c.about_id == bindparam("about", type_=Uuid) if of_one else most_looked_at
    found = (
        select(events)
        .where(_OURS, events.c.number > _HEAD.c.place, events.c.number <= _HEAD.c.readable, bound, *_WANTED)
        .order_by(events.c.number)
        .limit(bindparam("most", type_=BigInteger))
        .lateral("found")
    )
    return select(_HEAD, found).select_from(_HEAD.outerjoin(found, true())).order_by(found.c.number)


def _event(row: Row) -> Event:
    return Event(
        number=row.number,
        id=row.id,
        type=row.type,
        at=row.at,
        actor=row.actor_id,
        about=row.about_id,
        version=row.about_version,
        waiter=row.user_id,
        former_waiter=row.former_user_id,
        table=row.table_id,
        former_table=row.former_table_id,
        stations=tuple(row.station_ids or ()),
        data=row.data,
    )
