"""Vacuuming queues, whose dead rows whoever looks into them reads too; autovacuum comes once a minute."""

from collections import Counter, defaultdict
from contextlib import suppress
from functools import cache
from time import monotonic
from typing import Final

from sqlalchemy import Table, TextClause, text

from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database
from domain.kernel.errors import Busy, Unavailable

_DUE_AFTER_ROWS: Final = 1_000
# Rows that an old snapshot may still see stay, so VACUUM is not tried again at once.
_SECONDS_BETWEEN: Final = 2.0


class Sweeping:
    """Counts what this process took out of the queues of all restaurants: a cluster counts no dead rows."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._taken = Counter[str]()
        self._not_before = defaultdict[str, float](float)

    async def after(self, queue: Table, rows: int) -> None:
        """Vacuum the queue if these rows, with those before, are many; or leave it, where the database is busy."""
        name = queue.name
        self._taken[name] += rows
        if self._taken[name] <= _DUE_AFTER_ROWS or monotonic() < self._not_before[name]:
            return
        self._taken[name] = 0
        with suppress(Busy, Unavailable):
            await in_time(self._sweep(_vacuum(name)))
        self._not_before[name] = monotonic() + _SECONDS_BETWEEN

    async def _sweep(self, vacuum: TextClause) -> None:
        async with self._database.connection() as connection:
            _ = await connection.execute(vacuum)


@cache
def _vacuum(queue: str) -> TextClause:
    return text(f"VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE OFF) {queue}")
