"""A connection that runs SQLAlchemy's statements on asyncpg, and the rows it returns."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from operator import itemgetter
from typing import Any

import asyncpg
from sqlalchemy import Executable, Table

from adapters.postgres.kernel.statements import NOTHING, Parameters, sql_of


class Row(asyncpg.Record):
    """A row whose columns are attributes."""

    def __getattr__(self, column: str) -> Any:  # noqa: ANN401 - a column of any type
        value = self[column]
        # Asked for once, it is an attribute of the class: Python finds that in a tenth of the time.
        setattr(Row, column, property(itemgetter(column)))
        return value


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection, inside a transaction or not; outside of one each statement commits by itself."""

    _driver: Any

    async def fetch(
        self, statement: Executable, parameters: Parameters = NOTHING, *, seconds: float | None = None
    ) -> Sequence[Row]:
        """Return the rows of one statement, or raise `TimeoutError` after `seconds`."""
        sql = sql_of(statement)
        return await self._driver.fetch(sql.text, *sql.arguments(parameters), timeout=seconds)

    async def execute(self, statement: Executable, parameters: Parameters = NOTHING) -> int:
        """Return how many rows one statement inserted, updated or deleted."""
        sql = sql_of(statement)
        status: str = await self._driver.execute(sql.text, *sql.arguments(parameters))
        touched = status.rpartition(" ")[2]
        return int(touched) if touched.isdigit() else 0

    async def without_timeout(self) -> None:
        """Run the rest of this transaction without `statement_timeout`: work beside the requests may take longer."""
        _ = await self._driver.execute("SET LOCAL statement_timeout = 0")

    async def without_timeouts(self) -> None:
        """Let the rest of this transaction take its time: it waits for locks, and may be idle in between."""
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            _ = await self._driver.execute(f"SET LOCAL {name} = 0")

    @asynccontextmanager
    async def savepoint(self) -> AsyncGenerator[None]:
        """Undo what is done inside where it fails, and nothing else of this transaction."""
        async with self._driver.transaction():
            yield

    async def copy_lines(
        self, statement: Executable, parameters: Parameters, take: Callable[[bytes], Awaitable[None]]
    ) -> None:
        """Give `take` the rows of a statement that returns JSON, a line each, some at a time; the next when it is done.

        No JSON has the characters that are given to COPY's format here, so none is quoted. What `take` raises is raised
        at the end: asyncpg may wait for ever for a COPY that is broken off.
        """
        sql, failed = sql_of(statement), list[Exception]()

        async def careful(lines: bytes) -> None:
            try:
                if not failed:
                    await take(lines)
            except Exception as failure:  # noqa: BLE001 - whatever it is
                failed.append(failure)

        some = sql.arguments(parameters)
        await self._driver.copy_from_query(sql.text, *some, output=careful, format="csv", delimiter="\1", quote="\2")
        for failure in failed:
            raise failure

    async def copy_text(self, table: Table, rows: bytes) -> None:
        """Insert rows in COPY's text format: a line each, the columns in the table's order with tabs between."""
        await self._driver.copy_to_table(table.name, source=BytesIO(rows), columns=table.c.keys(), format="text")
