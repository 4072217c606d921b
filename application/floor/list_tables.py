"""List the tables."""

from dataclasses import dataclass

from application.floor.ports import Tables
from application.kernel.pages import PageRequest, Slice, page_of
from domain.floor.table import Table


@dataclass(frozen=True, slots=True)
class ListTables:
    """The floor, table by table."""

    tables: Tables

    async def __call__(self, *, page: PageRequest) -> Slice[Table, str]:
        """Return this page of the tables, by name."""
        found = await self.tables.page(page)
        return page_of(found, lambda table: table.name, total=await self.tables.count(), request=page)
