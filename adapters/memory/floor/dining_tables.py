"""Where guests sit, in memory."""

from collections.abc import Sequence

from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, drop, put
from application.floor.ports import Tables
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.floor.section import SectionNotFound
from domain.floor.table import Table, TableChanged, TableInUse, TableNameTaken, TableNotFound
from domain.kernel.ids import RestaurantId, TableId


class MemoryTables(Tables):
    """Keeps one restaurant's tables in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._orders = store.shelves[restaurant].orders
        self._sections = store.shelves[restaurant].sections
        self._tables = store.shelves[restaurant].tables

    async def get(self, table_id: TableId) -> Table:
        try:
            return self._tables[table_id]
        except KeyError:
            raise TableNotFound from None

    async def page(self, page: PageRequest) -> Sequence[Table]:
        return page_of(sorted(self._tables.values(), key=lambda each: (each.name, each.id)), page)

    async def count(self) -> int:
        return len(self._tables)

    def add(self, table: Table) -> Change:
        return Step(lambda: self._put(table))

    def change(self, table: Table) -> Change:
        def step() -> Undo:
            self._ensure_there(table.id, table.version - 1)
            return self._put(table)

        return Step(step)

    def remove(self, table: Table) -> Change:
        def step() -> Undo:
            self._ensure_there(table.id, table.version)
            if any(order.table == table.id for order in self._orders.values()):
                raise TableInUse
            return drop(self._tables, table.id)

        return Step(step)

    def _ensure_there(self, table: TableId, version: int) -> None:
        there = self._tables.get(table)
        if there is None or there.version != version:
            raise TableChanged

    def _put(self, table: Table) -> Undo:
        others = (each for each in self._tables.values() if each.is_open and each.id != table.id)
        if table.is_open and any(each.name == table.name for each in others):
            raise TableNameTaken
        if table.section is not None and table.section not in self._sections:
            raise SectionNotFound
        return put(self._tables, table.id, table)
