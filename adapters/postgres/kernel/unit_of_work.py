"""The unit of work, on PostgreSQL."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Final, cast

from sqlalchemy import text

from adapters.postgres.kernel.changes import Writes, merged
from adapters.postgres.kernel.coalescing import Again
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.insertions import insertion, restaurants_of
from adapters.postgres.kernel.replacing import version_marks
from adapters.postgres.kernel.statements import NOTHING
from adapters.postgres.kernel.tables import events_to_number
from adapters.postgres.kernel.uniqueness import Mark
from adapters.postgres.kernel.violations import meaning, refusals
from adapters.postgres.kernel.waking import Waking
from application.kernel.unit_of_work import Change, T, UnitOfWork
from domain.kernel.errors import Busy, OutcomeUnknown, Unavailable


class PostgresUnitOfWork(UnitOfWork):
    """Sends changes in one short transaction: none stays open while Python thinks."""

    def __init__(self, database: Database, waking: Waking) -> None:
        """Wake what numbers events whenever some were told."""
        self._database = database
        self._waking = waking
        self._commit_together = database.coalesced(_add, restaurant=_restaurant, unanswered=OutcomeUnknown)

    async def commit(self, outcome: T, *changes: Change) -> T:
        writes = merged(cast("tuple[Writes, ...]", changes))  # the ports of this package make no others
        if writes.run:
            with refusals(writes.unless):
                await self._database.change(partial(_add_and_run, writes))
        elif writes.rows or writes.replaced:
            await self._commit_together(writes)
        if events_to_number in writes.rows:
            self._waking.wake()
        return outcome

    async def confirm(self) -> None:
        try:
            await self._database.coalesced(_confirm, restaurant=lambda _: None)(None)
        except (Busy, Unavailable) as outage:
            raise OutcomeUnknown from outage


_CONFIRM: Final = text("SELECT pg_logical_emit_message(true, 'orders', ''::text) WHERE NOT pg_is_in_recovery()")


async def _confirm(database: Database, callers: Sequence[None]) -> list[None]:
    # A transaction of its own that writes a WAL record: once its commit is durable, so is everything before it.
    if not await database.write_batch(_CONFIRM, NOTHING):
        raise Unavailable
    return [*callers]


def _restaurant(unit: Writes) -> object:
    return next(restaurants_of([unit]), None)


async def _add(database: Database, units: Sequence[Writes]) -> list[Exception | None]:
    """Commit units of work that add and replace rows: any number of them in one statement, in one round trip."""
    # A constraint that the statement does not check first fails the whole batch. Of one unit it is known whose it is.
    with refusals(units[0].unless) if len(units) == 1 else nullcontext():
        left_out = await database.write_batch(*insertion(units))
    answers: list[Exception | None] = [None] * len(units)
    overtaken = _overtaken(units)
    for row in left_out:
        number: int = row.unit
        if row.rule is not None:
            answers[number] = meaning(row.rule, units[number].unless)
        elif answers[number] is None:
            answers[number] = overtaken[number] if number in overtaken else Again()
    return answers


def _overtaken(units: Sequence[Writes]) -> Mapping[int, Exception]:
    """Return what those hear, by number, before which another unit makes the next version of the same: it is gone."""
    brought: set[Mark] = set()
    overtaken: dict[int, Exception] = {}
    for number, unit in enumerate(units):
        marks = version_marks(unit.replaced)
        if both := brought & marks:
            rule, *_ = both.pop()
            overtaken[number] = meaning(str(rule), unit.unless)
        brought |= marks
    return overtaken


async def _add_and_run(unit: Writes, connection: Connection) -> None:
    if unit.rows or unit.replaced:
        for _, rule in await connection.fetch(*insertion([unit])):
            raise meaning(rule, unit.unless)
    for each in unit.run:
        touched = await connection.execute(each.statement, each.parameters)
        if touched == 0 and each.otherwise is not None:
            raise each.otherwise
