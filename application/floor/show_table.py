"""Show a table."""

from dataclasses import dataclass

from application.floor.ports import Tables
from domain.floor.table import Table
from domain.kernel.ids import TableId


@dataclass(frozen=True, slots=True)
class ShowTable:
    """Look a table up."""

    tables: Tables

    async def __call__(self, *, table: TableId) -> Table:
        """Return the table, or raise `TableNotFound`."""
        return await self.tables.get(table)
