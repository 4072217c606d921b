"""The unit of work, on PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Final

from sqlalchemy import Table, text

from adapters.postgres.kernel.changes import Change
from adapters.postgres.kernel.coalescing import Again
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.insertions import insertion
from adapters.postgres.kernel.statements import NOTHING
from adapters.postgres.kernel.uniqueness import Values
from adapters.postgres.kernel.violations import meaning, refusals
from application.kernel.unit_of_work import Companion, UnitOfWork
from domain.kernel.errors import Busy, OutcomeUnknown, Unavailable


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
        self._commit_together = database.coalesced(_add, unanswered=OutcomeUnknown)
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
            with refusals(writes.meanings):
                await self._database.change(partial(_change_and_add, writes))
        elif writes.added:
            await self._commit_together(writes)

    async def confirm(self) -> None:
        try:
            await self._database.coalesced(_confirm)(None)
        except (Busy, Unavailable) as outage:
            raise OutcomeUnknown from outage


_CONFIRM: Final = text("SELECT pg_logical_emit_message(true, 'orders', ''::text) WHERE NOT pg_is_in_recovery()")


async def _confirm(database: Database, asked: Sequence[None]) -> list[None]:
    # A commit of its own, after what was read: once it is where commits have to be, so are all that came before it.
    if not await database.write_batch(_CONFIRM, NOTHING):
        raise Unavailable
    return [*asked]


async def _add(database: Database, units: Sequence[Writes]) -> list[Exception | None]:
    """Commit units of work that only add: any number of them in one statement, in one round trip."""
    # What the statement does not foresee is refused as a whole, and tells of whom only where there is one.
    with refusals(units[0].meanings) if len(units) == 1 else nullcontext():
        left_out = await database.write_batch(*insertion([unit.added for unit in units]))
    answers: list[Exception | None] = [None] * len(units)
    for row in left_out:
        number: int = row.unit
        if row.rule is not None:
            answers[number] = meaning(row.rule, units[number].meanings)
        elif answers[number] is None:
            answers[number] = Again()
    return answers


async def _change_and_add(unit: Writes, connection: Connection) -> None:
    if unit.added:
        for _, rule in await connection.fetch(*insertion([unit.added])):
            raise meaning(rule, unit.meanings)
    for change in unit.changes:
        touched = await connection.execute(change.statement, change.parameters)
        if touched == 0 and change.otherwise is not None:
            raise change.otherwise
