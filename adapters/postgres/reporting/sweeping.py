"""Vacuuming the queue of orders, whose dead rows every report reads too; autovacuum comes once a minute."""

from contextlib import suppress
from time import monotonic
from typing import Final

from sqlalchemy import text

from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database
from domain.kernel.errors import Busy, Unavailable

_DUE_AFTER_ORDERS: Final = 1_000
# Rows that an old snapshot may still see stay, so VACUUM is not tried again at once.
_SECONDS_BETWEEN: Final = 2.0
_SWEEP: Final = text("VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE OFF) orders_to_roll_up")


class Sweeping:
    """Counts what this process took out of the queue of all restaurants: a cluster counts no dead rows."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._taken = 0
        self._not_before = 0.0

    async def after(self, orders: int) -> None:
        """Vacuum the queue if these orders, with those before, are many; or leave it, where the database is busy."""
        self._taken += orders
        if self._taken <= _DUE_AFTER_ORDERS or monotonic() < self._not_before:
            return
        self._taken = 0
        with suppress(Busy, Unavailable):
            await in_time(self._sweep())
        self._not_before = monotonic() + _SECONDS_BETWEEN

    async def _sweep(self) -> None:
        async with self._database.connection() as connection:
            _ = await connection.execute(_SWEEP)
