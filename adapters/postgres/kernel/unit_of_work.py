"""The unit of work, on PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import Table

from adapters.postgres.kernel.changes import Change
from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.insertions import Values, insertion
from adapters.postgres.kernel.violations import refusals
from application.kernel.unit_of_work import Companion, UnitOfWork


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
        self._commit_together = database.together(_add)
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
            await in_time(_change_and_add(self._database, writes))
        elif writes.added:
            await self._commit_together(writes)


async def _add(database: Database, units: Sequence[Writes]) -> list[None]:
    """Commit units of work that only add: any number of them in one statement, in one round trip."""
    with refusals(units[0].meanings):  # what several are refused for is nobody's: they are tried again one by one
        _ = await database.fetch_for_all(*insertion([unit.added for unit in units]))
    return [None] * len(units)


async def _change_and_add(database: Database, unit: Writes) -> None:
    with refusals(unit.meanings):
        async with database.transaction() as connection:
            if unit.added:
                _ = await connection.fetch(*insertion([unit.added]))
            for change in unit.changes:
                touched = await connection.execute(change.statement, change.parameters)
                if touched == 0 and change.otherwise is not None:
                    raise change.otherwise
