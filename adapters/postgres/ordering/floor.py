"""The tables where guests sit, as far as orders need them, on PostgreSQL."""

from typing import Final

from adapters.postgres.floor.tables import tables
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from application.ordering.floor import Floor, TableFound
from domain.kernel.ids import RestaurantId, TableId
from domain.kernel.names import Name


class PostgresFloor(Floor):
    """Looks tables up by id, in one statement with what else is looked up meanwhile."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._look_up = coalesced_lookup(database, restaurant, _BY_ID)
        self._name = coalesced_lookup(database, restaurant, _NAMES)

    async def find(self, table: TableId | None) -> TableFound | None:
        return None if table is None else await self._look_up(table)

    async def name_of(self, table: TableId | None) -> Name | None:
        return None if table is None else await self._name(table)


def _found(table: TableId, found: Found) -> TableFound:
    return TableFound(table, found[table,].is_open if (table,) in found else None)


def _named(table: TableId, found: Found) -> Name | None:
    return Name.kept(found[table,].name) if (table,) in found else None


_BY_ID: Final[Lookup[TableId, TableFound]] = Lookup(
    [ByKey([tables.c.id], [tables.c.is_open])], lambda table: [[(table,)]], _found
)
_NAMES: Final[Lookup[TableId, Name | None]] = Lookup(
    [ByKey([tables.c.id], [tables.c.name])], lambda table: [[(table,)]], _named
)
