"""Where guests sit, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, collate, func, insert, select

from adapters.postgres.floor.tables import tables
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from application.floor.ports import Tables
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.floor.table import Seats, Table, TableChanged, TableInUse, TableNotFound
from domain.kernel.ids import RestaurantId, SectionId, TableId
from domain.kernel.names import Name

_OWN: Final = tables.c.restaurant_id == bindparam("restaurant")
_THIS: Final = (_OWN, tables.c.id == bindparam("table"))
_ONE: Final = select(tables).where(*_THIS)
_PAGE: Final = (
    select(tables)
    .where(_OWN)
    .order_by(collate(tables.c.name, "C"), tables.c.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_COUNT: Final = select(func.count()).where(_OWN)
# Not as a row beside others': what adds those takes any row of the same name for one too many, closed ones too.
_ADD: Final = insert(tables).values({column: bindparam(f"new_{column.name}") for column in tables.c})
_CHANGE: Final = update_of(tables).where(tables.c.version == bindparam("was"))
_REMOVE: Final = tables.delete().where(*_THIS, tables.c.version == bindparam("was"))


class PostgresTables(Tables):
    """Keeps one restaurant's tables in a table of PostgreSQL's."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def get(self, table_id: TableId) -> Table:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "table": table_id}):
            return _table(row)
        raise TableNotFound

    async def page(self, page: PageRequest) -> Sequence[Table]:
        parameters = {"restaurant": self._restaurant, "limit": page.size, "offset": page.offset}
        return [_table(row) for row in await self._database.fetch(_PAGE, parameters)]

    async def count(self) -> int:
        return (await self._database.fetch(_COUNT, {"restaurant": self._restaurant}))[0][0]

    def add(self, table: Table) -> Change:
        return Writes(run=[Run(_ADD, new_values(tables, _row(self._restaurant, table)))])

    def change(self, table: Table) -> Change:
        values = new_values(tables, _row(self._restaurant, table))
        return Writes(run=[Run(_CHANGE, {**values, "was": table.version - 1}, TableChanged)])

    def remove(self, table: Table) -> Change:
        this = {"restaurant": self._restaurant, "table": table.id, "was": table.version}
        return Writes(run=[Run(_REMOVE, this, TableChanged)], unless={"orders_tables_fkey": TableInUse})


def _row(restaurant: RestaurantId, table: Table) -> Values:
    return {
        "restaurant_id": restaurant,
        "id": table.id,
        "name": table.name,
        "section_id": table.section,
        "seats": table.seats,
        "is_open": table.is_open,
        "version": table.version,
    }


def _table(row: Row) -> Table:
    return Table(
        id=TableId(row.id),
        name=Name.kept(row.name),
        section=None if row.section_id is None else SectionId(row.section_id),
        seats=None if row.seats is None else Seats(row.seats),
        is_open=row.is_open,
        version=row.version,
    )
