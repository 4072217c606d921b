"""List the tables."""

from dataclasses import dataclass

from application.floor.ports import Seatings, Tables
from application.kernel.pages import PageRequest, Slice, page_of
from domain.floor.seating import NOBODY, Occupancy


@dataclass(frozen=True, slots=True)
class ListTables:
    """The floor, table by table."""

    tables: Tables
    seatings: Seatings

    async def __call__(self, *, page: PageRequest) -> Slice[Occupancy, str]:
        """Return this page of the tables, by name, and who sits there."""
        tables = await self.tables.page(page)
        seated = await self.seatings.at([each.id for each in tables])
        found = [Occupancy(each, seated.get(each.id, NOBODY)) for each in tables]
        return page_of(found, lambda each: each.table.name, total=await self.tables.count(), request=page)
