"""A connection, and the rows it gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from operator import itemgetter
from typing import Any

import asyncpg
from sqlalchemy import Executable, Table

from adapters.postgres.kernel.statements import NOTHING, Parameters, sql_of


class Row(asyncpg.Record):
    """A row, its columns as attributes."""

    def __getattr__(self, column: str) -> Any:  # noqa: ANN401 - a column of any type
        value = self[column]
        # Asked for once, it is an attribute of the class: Python finds that in a tenth of the time.
        setattr(Row, column, property(itemgetter(column)))
        return value


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection, inside of a transaction or not: then every statement commits by itself."""

    _driver: Any

    async def fetch(
        self, statement: Executable, parameters: Parameters = NOTHING, *, seconds: float | None = None
    ) -> Sequence[Row]:
        """Return the rows of one statement, or raise `TimeoutError` after so many seconds."""
        sql = sql_of(statement)
        return await self._driver.fetch(sql.text, *sql.arguments(parameters), timeout=seconds)

    async def execute(self, statement: Executable, parameters: Parameters = NOTHING) -> int:
        """Return how many rows one statement touched."""
        sql = sql_of(statement)
        status: str = await self._driver.execute(sql.text, *sql.arguments(parameters))
        touched = status.rpartition(" ")[2]
        return int(touched) if touched.isdigit() else 0

    async def without_timeout(self) -> None:
        """Let the statements of this transaction take longer than any request may."""
        _ = await self._driver.execute("SET LOCAL statement_timeout = 0")

    async def copy_text(self, table: Table, rows: bytes) -> None:
        """Fill a table with rows as COPY reads them: the columns in the table's order between tabs, a line each."""
        await self._driver.copy_to_table(table.name, source=BytesIO(rows), columns=table.c.keys(), format="text")
