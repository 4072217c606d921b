"""Who serves, as far as orders need to know, on PostgreSQL."""

from typing import Final

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from adapters.postgres.people.tables import users
from application.ordering.staff import Staff
from domain.kernel.caller import Role
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.names import Name


class PostgresStaff(Staff):
    """Looks users up by id, in one statement with what else is looked up meanwhile."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._look_up = coalesced_lookup(database, restaurant, _BY_ID)
        self._name = coalesced_lookup(database, restaurant, _NAMES)

    async def serves(self, waiter: WaiterId) -> bool:
        return await self._look_up(waiter)

    async def name_of(self, waiter: WaiterId) -> Name | None:
        return await self._name(waiter)


def _serves(waiter: WaiterId, found: Found) -> bool:
    row = found.get((waiter,))
    return row is not None and row.active and row.role != Role.KITCHEN.value


def _named(waiter: WaiterId, found: Found) -> Name | None:
    row = found.get((waiter,))
    return row and Name.kept(row.name)


_BY_ID: Final[Lookup[WaiterId, bool]] = Lookup(
    [ByKey([users.c.id], [users.c.active, users.c.role])], lambda waiter: [[(waiter,)]], _serves
)
_NAMES: Final[Lookup[WaiterId, Name | None]] = Lookup(
    [ByKey([users.c.id], [users.c.name])], lambda waiter: [[(waiter,)]], _named
)
