"""Who is signed in, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from adapters.postgres.access.tables import ended_sessions
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import Lookup, coalesced_lookup
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.people.tables import users
from adapters.postgres.people.waiters import waiter_of
from application.access.ports import SignedIn
from domain.access.session import SessionEnded, SessionId
from domain.kernel.ids import RestaurantId, WaiterId
from domain.people.waiter import Waiter, WaiterNotFound

_WAITERS: Final = select(users).where(
    users.c.restaurant_id == any_(bindparam("restaurants", type_=ARRAY(Uuid))),
    users.c.id == any_(bindparam("waiters", type_=ARRAY(Uuid))),
)
_ENDED: Final = select(ended_sessions.c.id).where(
    ended_sessions.c.restaurant_id == any_(bindparam("restaurants", type_=ARRAY(Uuid))),
    ended_sessions.c.id == any_(bindparam("sessions", type_=ARRAY(Uuid))),
)


class PostgresSignedIn(SignedIn):
    """Looks a waiter up together with whether the session is among those that ended."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._look_up = coalesced_lookup(database, _SIGNED_IN)
        self._restaurant = restaurant

    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        result = await self._look_up((self._restaurant, waiter, session))
        if isinstance(result, Waiter):
            return result
        raise result


_Key = tuple[RestaurantId, WaiterId, SessionId]
_Result = Waiter | type[SessionEnded] | type[WaiterNotFound]


def _parameters(keys: Sequence[_Key]) -> Parameters:
    return {
        "restaurants": list({restaurant for restaurant, _, _ in keys}),
        "waiters": list({waiter for _, waiter, _ in keys}),
        "sessions": [session for _, _, session in keys],
    }


def _results(keys: Sequence[_Key], rows: Sequence[Row], ended_rows: Sequence[Row]) -> list[_Result]:
    waiters = {(row.restaurant_id, row.id): waiter_of(row) for row in rows}
    ended = {row.id for row in ended_rows}
    return [
        SessionEnded if session in ended else waiters.get((restaurant, waiter), WaiterNotFound)
        for restaurant, waiter, session in keys
    ]


_SIGNED_IN: Final = Lookup([_WAITERS, _ENDED], _parameters, _results)
