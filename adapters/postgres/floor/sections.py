"""The sections, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, collate, func, select

from adapters.postgres.floor.tables import sections
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from application.floor.ports import Sections
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.floor.section import Section, SectionChanged, SectionNotFound
from domain.floor.table import TableChanged
from domain.kernel.ids import RestaurantId, SectionId
from domain.kernel.names import Name

_OWN: Final = sections.c.restaurant_id == bindparam("restaurant")
_THIS: Final = (_OWN, sections.c.id == bindparam("section"))
_ONE: Final = select(sections).where(*_THIS)
_PAGE: Final = (
    select(sections)
    .where(_OWN)
    .order_by(collate(sections.c.name, "C"))
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_COUNT: Final = select(func.count()).where(_OWN)
_CHANGE: Final = update_of(sections).where(sections.c.version == bindparam("was"))
_REMOVE: Final = sections.delete().where(*_THIS, sections.c.version == bindparam("was"))


class PostgresSections(Sections):
    """Keeps one restaurant's sections in a table."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def get(self, section_id: SectionId) -> Section:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "section": section_id}):
            return _section(row)
        raise SectionNotFound

    async def page(self, page: PageRequest) -> Sequence[Section]:
        parameters = {"restaurant": self._restaurant, "limit": page.size, "offset": page.offset}
        return [_section(row) for row in await self._database.fetch(_PAGE, parameters)]

    async def count(self) -> int:
        return (await self._database.fetch(_COUNT, {"restaurant": self._restaurant}))[0][0]

    def add(self, section: Section) -> Change:
        return Writes({sections: [_row(self._restaurant, section)]})

    def change(self, section: Section) -> Change:
        values = new_values(sections, _row(self._restaurant, section))
        return Writes(run=[Run(_CHANGE, {**values, "was": section.version - 1}, SectionChanged)])

    def remove(self, section: Section) -> Change:
        this = {"restaurant": self._restaurant, "section": section.id, "was": section.version}
        return Writes(run=[Run(_REMOVE, this, SectionChanged)], unless={"tables_sections_fkey": TableChanged})


def _row(restaurant: RestaurantId, section: Section) -> Values:
    return {"restaurant_id": restaurant, "id": section.id, "name": section.name, "version": section.version}


def _section(row: Row) -> Section:
    return Section(id=SectionId(row.id), name=Name.kept(row.name), version=row.version)
