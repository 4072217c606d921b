"""Who is signed in, on PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import DateTime, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.access.tables import ended_sessions, sessions
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from application.access.ports import Sessions
from application.kernel.unit_of_work import Change
from domain.access.device import DeviceId
from domain.access.session import Session, SessionChanged, SessionEnded, SessionId
from domain.kernel.ids import RestaurantId, WaiterId

_OURS: Final = sessions.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(sessions).where(_OURS, sessions.c.id == bindparam("session"))
_CHANGE: Final = update_of(sessions).where(sessions.c.version == bindparam("was"))
_DROP: Final = sessions.delete().where(_OURS, sessions.c.id == bindparam("session"))
_NEW: Final = insert(ended_sessions)
_END: Final = _NEW.values(
    restaurant_id=bindparam("restaurant"), id=bindparam("session"), expires_at=bindparam("until")
).on_conflict_do_update(index_elements=["restaurant_id", "id"], set_={"expires_at": _NEW.excluded.expires_at})
_GONE: Final = (
    sessions.delete().where(_OURS, sessions.c.device_id == bindparam("device")).returning(sessions.c.id).cte("gone")
)
_END_ON: Final = _NEW.from_select(
    ["restaurant_id", "id", "expires_at"],
    select(bindparam("restaurant", type_=Uuid), _GONE.c.id, bindparam("until", type_=DateTime(timezone=True))),
).on_conflict_do_update(index_elements=["restaurant_id", "id"], set_={"expires_at": _NEW.excluded.expires_at})
_FORGET: Final = [
    table.delete().where(table.c.restaurant_id == bindparam("restaurant"), table.c.expires_at < bindparam("moment"))
    for table in (ended_sessions, sessions)
]


class PostgresSessions(Sessions):
    """Keeps one restaurant's sessions in the table `sessions`, and for a while those that ended in `ended_sessions`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    def add(self, session: Session) -> Change:
        return Writes({sessions: [self._row(session)]})

    async def get(self, session: SessionId) -> Session:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "session": session}):
            return _session(row)
        raise SessionEnded

    def change(self, session: Session) -> Change:
        parameters = {**new_values(sessions, self._row(session)), "was": session.version - 1}
        return Writes(run=[Run(_CHANGE, parameters, SessionChanged)])

    def end(self, session: SessionId, *, until: datetime) -> Change:
        parameters = {"restaurant": self._restaurant, "session": session}
        return Writes(run=[Run(_DROP, parameters), Run(_END, {**parameters, "until": until})])

    def end_on(self, device: DeviceId, *, until: datetime) -> Change:
        parameters = {"restaurant": self._restaurant, "device": device, "until": until}
        return Writes(run=[Run(_END_ON, parameters)])

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            parameters = {"restaurant": self._restaurant, "moment": moment}
            return sum([await connection.execute(statement, parameters) for statement in _FORGET])

    def _row(self, session: Session) -> Values:
        return {
            "restaurant_id": self._restaurant,
            "id": session.id,
            "user_id": session.waiter,
            "device_id": session.device,
            "token_version": session.token_version,
            "secret": session.secret,
            "expires_at": session.expires_at,
            "version": session.version,
            "salt": session.salt,
            "generation": session.generation,
            "handed_out_at": session.handed_out_at,
        }


def _session(row: Row) -> Session:
    return Session(
        id=SessionId(row.id),
        waiter=WaiterId(row.user_id),
        device=None if row.device_id is None else DeviceId(row.device_id),
        token_version=row.token_version,
        secret=row.secret,
        expires_at=row.expires_at,
        version=row.version,
        salt=row.salt,
        generation=row.generation,
        handed_out_at=row.handed_out_at,
    )
