"""Who is signed in, on PostgreSQL."""

from datetime import date
from typing import Final

from adapters.postgres.access.tables import ended_sessions
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from adapters.postgres.kernel.tables import day_heads
from adapters.postgres.people.tables import users
from adapters.postgres.people.waiters import waiter_of
from adapters.postgres.restaurant.tables import restaurants
from application.access.ports import SignedIn
from application.kernel.business_days import BusinessDays
from domain.access.session import SessionEnded, SessionId
from domain.kernel.errors import SettingsChanged
from domain.kernel.ids import RestaurantId, WaiterId
from domain.people.waiter import Waiter, WaiterNotFound
from domain.restaurant.restaurant import Restaurant


class PostgresSignedIn(SignedIn):
    """Looks a waiter up together with whether the session is among those that ended."""

    def __init__(self, database: Database, restaurant: Restaurant, days: BusinessDays) -> None:
        self._look_up = coalesced_lookup(database, restaurant.id, _SIGNED_IN)
        self._restaurant, self._days = restaurant, days

    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        result, version, closed_through = await self._look_up((self._restaurant.id, waiter, session))
        if version != self._restaurant.version:  # none where the restaurant is forgotten
            raise SettingsChanged
        self._days.hear(closed_through)
        if isinstance(result, Waiter):
            return result
        raise result


_Key = tuple[RestaurantId, WaiterId, SessionId]
_Result = tuple[Waiter | type[SessionEnded] | type[WaiterNotFound], int | None, date | None]


def _result(key: _Key, waiters: Found, ended: Found, restaurant: Found, head: Found) -> _Result:
    ours, waiter, session = key
    version = restaurant[ours,].version if (ours,) in restaurant else None
    through = head[ours,].closed_through if (ours,) in head else None
    if (session,) in ended:
        return SessionEnded, version, through
    return waiter_of(waiters[waiter,]) if (waiter,) in waiters else WaiterNotFound, version, through


_SIGNED_IN: Final[Lookup[_Key, _Result]] = Lookup(
    [
        ByKey([users.c.id], [*users.c]),
        ByKey([ended_sessions.c.id]),
        ByKey([restaurants.c.id], [restaurants.c.version]),
        ByKey([day_heads.c.restaurant_id], [day_heads.c.closed_through]),
    ],
    lambda key: [[(key[1],)], [(key[2],)], [(key[0],)], [(key[0],)]],
    _result,
)
