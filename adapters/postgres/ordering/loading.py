"""Many orders at once, by COPY: for a history that was, not for orders that come in."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Column, ForeignKeyConstraint, String, Table, TextClause, Uuid, exists, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import AddConstraint, DropConstraint

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values, by_column
from adapters.postgres.ordering import rows
from adapters.postgres.ordering.tables import order_products, orders
from domain.kernel.ids import RestaurantId
from domain.ordering.order import Order

_NULL: Final = r"\N"
_HEX: Final = attrgetter("hex")
_ANY: Final = select(exists().select_from(orders))


def _ddl(statement: AddConstraint | DropConstraint) -> TextClause:
    return text(str(statement.compile(dialect=postgresql.dialect())))


def _keys() -> list[ForeignKeyConstraint]:
    return [
        each
        for table in (orders, order_products)
        for each in table.constraints
        if isinstance(each, ForeignKeyConstraint)
    ]


_DROP_KEYS: Final = [_ddl(DropConstraint(key)) for key in _keys()]
_ADD_KEYS: Final = [_ddl(AddConstraint(key)) for key in _keys()]
_LOOK: Final = (
    text("SET statement_timeout = 0"),
    text("SET lock_timeout = 0"),
    text("VACUUM (ANALYZE)"),
)
_AS_BEFORE: Final = (text("RESET statement_timeout"), text("RESET lock_timeout"))


@dataclass(frozen=True, slots=True)
class CopyRows:
    """The rows of so many orders and of their lines, as COPY reads them."""

    orders: int
    order_rows: bytes
    line_rows: bytes


def copy_rows(restaurant: RestaurantId, placed: Iterable[Order]) -> CopyRows:
    """Return the rows of these orders."""
    placed = list(placed)
    order_rows = [rows.order_row(restaurant, order) for order in placed]
    line_rows = [row for order in placed for row in rows.line_rows(restaurant, order, range(len(order.lines)))]
    return CopyRows(len(placed), text_format(orders, order_rows), text_format(order_products, line_rows))


def text_format(table: Table, several: Sequence[Values]) -> bytes:
    """Return rows in COPY's text format, for text without tabs and ends of lines, as names are."""
    columns = (_cells(table.c[name], values) for name, values in by_column(table, several).items())
    return "".join(f"{line}\n" for line in map("\t".join, zip(*columns, strict=True))).encode()


def _cells(column: Column[Any], values: Sequence[Any]) -> Iterable[str]:
    written = str
    if isinstance(column.type, Uuid):
        written = _HEX  # twice as fast
    elif isinstance(column.type, String | JSONB):
        written = _escaped
    return [_NULL if each is None else written(each) for each in values] if column.nullable else map(written, values)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\")


class Loader:
    """Fills the tables of orders and lines."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def load(self, made: CopyRows) -> None:
        """Add orders and their lines."""
        await self._connection.copy_text(orders, made.order_rows)
        await self._connection.copy_text(order_products, made.line_rows)


async def has_orders(database: Database) -> bool:
    """Tell whether there are any orders, of any restaurant."""
    return bool((await database.fetch(_ANY))[0][0])


@asynccontextmanager
async def loading(database: Database) -> AsyncGenerator[Loader]:
    """Lend a loader: at the end, all of what it loads is there, or nothing.

    Foreign keys are checked once, at the end, instead of row by row. Rollups know nothing of it until they are rebuilt.
    """
    async with database.transaction() as connection:
        await connection.without_timeouts()
        for statement in _DROP_KEYS:
            _ = await connection.execute(statement)
        yield Loader(connection)
        for statement in _ADD_KEYS:
            _ = await connection.execute(statement)


async def vacuum_and_analyze(database: Database) -> None:
    """Have PostgreSQL look at what there is, so that it plans well."""
    async with database.connection() as connection:
        try:
            for statement in _LOOK:
                _ = await connection.execute(statement)
        finally:
            for statement in _AS_BEFORE:
                _ = await connection.execute(statement)
