"""The unit of work, on PostgreSQL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from sqlalchemy import ARRAY, Insert, Table, Update, bindparam, column, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.kernel.engine import Database, Parameters
from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.violations import meaning_of
from application.kernel.unit_of_work import UnitOfWork

Values = tuple[object, ...]
"""One row to be: a value for each column of its table, in the table's order."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that changes. When it is not there as expected, `otherwise` is what that means."""

    statement: Update
    parameters: Parameters
    otherwise: type[Exception]


@dataclass(slots=True)
class Writes:
    """What one unit of work keeps: rows that are new, and rows that change."""

    added: dict[Table, list[Values]] = field(default_factory=dict[Table, list[Values]])
    changes: list[Change] = field(default_factory=list[Change])
    meanings: dict[str, type[Exception]] = field(default_factory=dict[str, type[Exception]])


class PostgresUnitOfWork(UnitOfWork):
    """Collects writes, and sends them in one short transaction at the end: none stays open while Python thinks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writes = Writes()

    def add(
        self, table: Table, rows: Iterable[Values], *, unless: Mapping[str, type[Exception]] = MappingProxyType({})
    ) -> None:
        """Insert these rows at commit, `unless` a constraint refuses them: then its name tells what to raise."""
        self._writes.added.setdefault(table, []).extend(rows)
        self._writes.meanings.update(unless)

    def change(self, change: Change) -> None:
        """Make this change at commit."""
        self._writes.changes.append(change)

    async def commit(self) -> None:
        writes, self._writes = self._writes, Writes()
        try:
            async with self._database.transaction() as connection:
                await _send(writes, connection)
        except IntegrityError as violation:
            if (meaning := meaning_of(violation, writes.meanings)) is None:
                raise
            raise meaning from violation


async def _send(writes: Writes, connection: AsyncConnection) -> None:
    for change in writes.changes:
        if (await connection.execute(change.statement, change.parameters)).rowcount == 0:
            raise change.otherwise
    for table in _parents_first():
        if rows := writes.added.get(table):
            columns = zip(*rows, strict=True)
            await connection.execute(
                insert_many(table), {name: list(values) for name, values in zip(table.c.keys(), columns, strict=True)}
            )


@cache
def insert_many(table: Table) -> Insert:
    """Return a statement that inserts any number of rows, each column an array (`FROM unnest`)."""
    arrays = [bindparam(each.name, type_=ARRAY(each.type)) for each in table.c]
    rows = func.unnest(*arrays).table_valued(*(column(each.name, each.type) for each in table.c)).render_derived()
    return table.insert().from_select(table.c.keys(), select(rows))


@cache
def _parents_first() -> tuple[Table, ...]:
    return tuple(metadata.sorted_tables)
