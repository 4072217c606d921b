"""The tables where guests sit, as far as orders need them, in memory."""

from adapters.memory.kernel.store import MemoryStore
from application.ordering.floor import Floor, TableFound
from domain.kernel.ids import RestaurantId, TableId
from domain.kernel.names import Name


class MemoryFloor(Floor):
    """Looks one restaurant's tables up by id."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._tables = store.shelves[restaurant].tables

    async def find(self, table: TableId | None) -> TableFound | None:
        if table is None:
            return None
        return TableFound(table, self._tables[table].is_open if table in self._tables else None)

    async def name_of(self, table: TableId | None) -> Name | None:
        return self._tables[table].name if table is not None and table in self._tables else None
