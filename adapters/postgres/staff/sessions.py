"""Who is signed in, on PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.kernel.changes import Change
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.staff.tables import ended_sessions
from application.staff.ports import Sessions
from domain.kernel.ids import RestaurantId
from domain.staff.session import SessionEnded, SessionId

_NEW: Final = insert(ended_sessions)
_END: Final = _NEW.values(
    restaurant_id=bindparam("restaurant"), id=bindparam("session"), expires_at=bindparam("until")
).on_conflict_do_update(index_elements=["restaurant_id", "id"], set_={"expires_at": _NEW.excluded.expires_at})
_FORGET: Final = ended_sessions.delete().where(ended_sessions.c.expires_at < bindparam("moment"))


class PostgresSessions(Sessions):
    """Keeps one restaurant's ended sessions in the table `ended_sessions`."""

    def __init__(self, database: Database, restaurant: RestaurantId, work: PostgresUnitOfWork) -> None:
        self._database = database
        self._restaurant = restaurant
        self._work = work

    async def end(self, session: SessionId, *, until: datetime) -> None:
        parameters = {"restaurant": self._restaurant, "session": session, "until": until}
        self._work.change(Change(_END, parameters, SessionEnded))

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            return await connection.execute(_FORGET, {"moment": moment})
