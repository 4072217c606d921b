"""Show a table."""

from dataclasses import dataclass

from application.floor.ports import Seatings, Tables
from domain.floor.seating import NOBODY, Occupancy
from domain.kernel.ids import TableId


@dataclass(frozen=True, slots=True)
class ShowTable:
    """Look a table up."""

    tables: Tables
    seatings: Seatings

    async def __call__(self, *, table: TableId) -> Occupancy:
        """Return the table and who sits there, or raise `TableNotFound`."""
        found = await self.tables.get(table)
        return Occupancy(found, (await self.seatings.at([table])).get(table, NOBODY))
