"""The unit of work, on PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from sqlalchemy import ARRAY, Insert, Table, UniqueConstraint, Update, bindparam, column, func, select
from sqlalchemy.exc import IntegrityError

from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database, Parameters
from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.violations import meaning_of
from application.kernel.unit_of_work import Companion, UnitOfWork

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
        self._commit_together = database.together(_commit)
        self._writes = Writes()
        self._companions: list[Companion] = []

    def beside(self, companion: Companion) -> None:
        self._companions.append(companion)

    def add(
        self, table: Table, rows: Iterable[Values], *, unless: Mapping[str, type[Exception]] = MappingProxyType({})
    ) -> None:
        """Insert these rows at commit, `unless` a constraint refuses them: then its name tells what to raise."""
        self._writes.added.setdefault(table, []).extend(rows)
        self._writes.meanings.update(unless)

    def change(self, change: Change) -> None:
        """Make this change at commit."""
        self._writes.changes.append(change)

    async def commit(self, outcome: object = None) -> None:
        for companion in self._companions:
            await companion(outcome)
        writes, self._writes = self._writes, Writes()
        if writes.changes:
            _ = await in_time(_commit(self._database, [writes]))
        elif writes.added:
            await self._commit_together(writes)


async def _commit(database: Database, units: Sequence[Writes]) -> list[None]:
    """Commit these units of work in one transaction, of as many statements for many as for one."""
    try:
        async with database.transaction() as connection:
            for change in (change for unit in units for change in unit.changes):
                if (await connection.execute(change.statement, change.parameters)).rowcount == 0:
                    raise change.otherwise
            for table in _parents_first():
                if rows := [row for unit in units for row in unit.added.get(table, ())]:
                    _ = await connection.execute(insert_many(table), _columns(table, rows))
    except IntegrityError as violation:
        if len(units) > 1 or (meaning := meaning_of(violation, units[0].meanings)) is None:
            raise
        raise meaning from violation
    return [None] * len(units)


def _columns(table: Table, rows: list[Values]) -> dict[str, list[object]]:
    # In the order of what must be unique, so that two transactions never wait for each other.
    unique = _unique_positions(table)
    if unique:
        rows = sorted(rows, key=lambda row: [str(row[position]) for position in unique])
    return {name: list(values) for name, values in zip(table.c.keys(), zip(*rows, strict=True), strict=True)}


@cache
def _unique_positions(table: Table) -> tuple[int, ...]:
    names = table.c.keys()
    rules = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    return tuple(names.index(each.name) for rule in rules for each in rule.columns)


@cache
def insert_many(table: Table) -> Insert:
    """Return a statement that inserts any number of rows, each column an array (`FROM unnest`)."""
    arrays = [bindparam(each.name, type_=ARRAY(each.type)) for each in table.c]
    rows = func.unnest(*arrays).table_valued(*(column(each.name, each.type) for each in table.c)).render_derived()
    return table.insert().from_select(table.c.keys(), select(rows))


@cache
def _parents_first() -> tuple[Table, ...]:
    return tuple(metadata.sorted_tables)
