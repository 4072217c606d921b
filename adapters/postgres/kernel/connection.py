"""A connection that runs SQLAlchemy's statements on asyncpg, and the rows it returns."""

from collections.abc import Sequence
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

    async def copy_text(self, table: Table, rows: bytes) -> None:
        """Insert rows in COPY's text format: a line each, the columns in the table's order with tabs between."""
        await self._driver.copy_to_table(table.name, source=BytesIO(rows), columns=table.c.keys(), format="text")
