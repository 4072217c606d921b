"""A connection, and the rows it gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import Executable, Table

from adapters.postgres.kernel.statements import NOTHING, Parameters, sql_of


class Row(asyncpg.Record):
    """A row, its columns as attributes."""

    def __getattr__(self, column: str) -> Any:  # noqa: ANN401 - a column of any type
        return self[column]


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection, inside of a transaction or not: then every statement commits by itself."""

    _driver: Any

    async def fetch(self, statement: Executable, parameters: Parameters = NOTHING) -> Sequence[Row]:
        """Return the rows of one statement."""
        sql = sql_of(statement)
        return await self._driver.fetch(sql.text, *sql.arguments(parameters))

    async def execute(self, statement: Executable, parameters: Parameters = NOTHING) -> int:
        """Return how many rows one statement touched."""
        sql = sql_of(statement)
        status: str = await self._driver.execute(sql.text, *sql.arguments(parameters))
        touched = status.rpartition(" ")[2]
        return int(touched) if touched.isdigit() else 0

    async def copy(self, table: Table, rows: Iterable[Sequence[object]]) -> None:
        """Fill a table with rows, a value for each column in the table's order."""
        await self._driver.copy_records_to_table(table.name, records=rows, columns=table.c.keys())
