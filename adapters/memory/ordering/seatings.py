"""Who sits at which table, in memory."""

from collections.abc import Collection, Mapping

from adapters.memory.kernel.store import MemoryStore
from application.floor.ports import Seatings
from domain.floor.seating import Seating
from domain.kernel.ids import RestaurantId, TableId
from domain.ordering.chart import OrderStatus


class MemorySeatings(Seatings):
    """Goes through one restaurant's orders."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._orders = store.shelves[restaurant].orders

    async def at(self, tables: Collection[TableId]) -> Mapping[TableId, Seating]:
        return {table: seating for table in tables if (seating := self._at(table)).orders}

    def _at(self, table: TableId) -> Seating:
        found = [each for each in self._orders.values() if each.table == table and each.status is OrderStatus.OPEN]
        found.sort(key=lambda each: (each.placed_at, each.id))
        return Seating(
            orders=tuple(each.id for each in found),
            since=found[0].placed_at if found else None,
            guests=sum(each.guests or 0 for each in found),
        )
