"""Who is signed in, on PostgreSQL."""

from typing import Final

from adapters.postgres.access.tables import ended_sessions
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from adapters.postgres.people.tables import users
from adapters.postgres.people.waiters import waiter_of
from application.access.ports import SignedIn
from domain.access.session import SessionEnded, SessionId
from domain.kernel.ids import RestaurantId, WaiterId
from domain.people.waiter import Waiter, WaiterNotFound


class PostgresSignedIn(SignedIn):
    """Looks a waiter up together with whether the session is among those that ended."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._look_up = coalesced_lookup(database, restaurant, _SIGNED_IN)

    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        result = await self._look_up((waiter, session))
        if isinstance(result, Waiter):
            return result
        raise result


_Key = tuple[WaiterId, SessionId]
_Result = Waiter | type[SessionEnded] | type[WaiterNotFound]


def _result(key: _Key, waiters: Found, ended: Found) -> _Result:
    waiter, session = key
    if (session,) in ended:
        return SessionEnded
    return waiter_of(waiters[waiter,]) if (waiter,) in waiters else WaiterNotFound


_SIGNED_IN: Final[Lookup[_Key, _Result]] = Lookup(
    [ByKey([users.c.id], [*users.c]), ByKey([ended_sessions.c.id])],
    lambda key: [[(each,)] for each in key],
    _result,
)
