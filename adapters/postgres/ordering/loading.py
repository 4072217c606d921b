"""Many orders at once, by COPY: for a history that was, not for orders that come in."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import ARRAY, Column, ForeignKeyConstraint, String, Table, TextClause, Uuid, exists, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import AddConstraint, DropConstraint

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values, by_column
from adapters.postgres.ordering import rows
from adapters.postgres.ordering.changing import bill_entries_of, on_account
from adapters.postgres.ordering.tables import order_products, orders
from adapters.postgres.ordering.tables_of_bills import bill_entries, order_discounts, order_payments, order_refunds
from domain.billing.account import NO_ACCOUNT
from domain.kernel.ids import RestaurantId
from domain.ordering.order import Order

_NULL: Final = r"\N"
_HEX: Final = attrgetter("hex")
_LOADED: Final = (orders, order_products, order_discounts, order_payments, order_refunds, bill_entries)
_ANY: Final = select(exists().select_from(orders))


def _ddl(statement: AddConstraint | DropConstraint) -> TextClause:
    return text(str(statement.compile(dialect=postgresql.dialect())))


def _keys() -> list[ForeignKeyConstraint]:
    return [each for table in _LOADED for each in table.constraints if isinstance(each, ForeignKeyConstraint)]


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
    """The rows of so many orders and of all that belongs to them, by the name of their table, as COPY reads them."""

    orders: int
    rows: Mapping[str, bytes]


def copy_rows(restaurant: RestaurantId, lives: Iterable[Sequence[Order]]) -> CopyRows:
    """Return the rows of orders, each as it was after each thing that was done to its bill, the first one new."""
    found: defaultdict[Table, list[Values]] = defaultdict(list)
    for life in lives:
        for before, after in pairwise((None, *life)):  # in time order: the last bill that was asked for is known yet
            _add_step(found, restaurant, before, after)
        order = life[-1]
        found[orders].append(rows.order_row(restaurant, order))
        found[order_products].extend(rows.line_rows(restaurant, order, range(len(order.lines))))
    written = {table.name: text_format(table, found[table]) for table in _LOADED if found[table]}
    return CopyRows(len(found[orders]), written)


def _add_step(
    found: Mapping[Table, list[Values]], restaurant: RestaurantId, before: Order | None, after: Order | None
) -> None:
    if after is None:
        return
    for table, several in on_account(restaurant, before.account if before else NO_ACCOUNT, after).items():
        found[table].extend(several)
    found[bill_entries].extend(bill_entries_of(restaurant, before, after).get(bill_entries, ()))


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
    elif isinstance(column.type, ARRAY):
        written = _array
    return [_NULL if each is None else written(each) for each in values] if column.nullable else map(written, values)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\")


def _array(values: Iterable[Any]) -> str:
    return f"{{{','.join(map(str, values))}}}"


class Loader:
    """Fills the tables of orders and of what belongs to them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def load(self, made: CopyRows) -> None:
        """Add orders and all that belongs to them."""
        for table in _LOADED:
            if table.name in made.rows:
                await self._connection.copy_text(table, made.rows[table.name])


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
