"""Asking a database past the program, and looking on while the program asks it."""

import re
from collections.abc import Sequence
from typing import Any, Final

import asyncpg
from sqlalchemy import Subquery, Table, Text, Uuid, bindparam, cast, delete, literal, select, union_all
from sqlalchemy.dialects.postgresql import array

from adapters.postgres.kernel.distribution import FORGETS_NO_MORE, MAY_FORGET
from adapters.postgres.kernel.engine import Database
from adapters.postgres.restaurant.belongings import belongings, restaurant_of


async def ask(database_url: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows that one statement gives, over a connection of its own."""
    connection: Any = await asyncpg.connect(database_url)  # asyncpg comes without types
    try:
        return [tuple(row) for row in await connection.fetch(statement, *values)]
    finally:
        await connection.close()


_EMPTY: Final = """
    DO $all$
    DECLARE one text;
    BEGIN
        IF EXISTS (SELECT FROM orders OFFSET 999) OR EXISTS (SELECT FROM products OFFSET 999) THEN
            TRUNCATE restaurants CASCADE;
        END IF;
        FOR one IN SELECT id::text FROM restaurants UNION SELECT DISTINCT restaurant_id::text FROM audit LOOP
            PERFORM set_config('orders.forgets', one, true);
            {1};
        END LOOP;
        {0};
    END $all$
"""
_FOR_GOOD: Final = ("audit", "day_reports", "receipts", "bill_entries", "order_refunds", "order_payments")
"""What is in these goes with its restaurant alone, in a transaction that says so."""


async def empty(database_url: str) -> None:
    """Leave nothing in any table, as its owner may. TRUNCATE takes 300 times as long, where there is little in it."""
    others = ";".join(str(delete(table)) for table in reversed(belongings()) if table.name not in _FOR_GOOD)
    theirs = ";".join(f"DELETE FROM {table} WHERE restaurant_id::text = one" for table in _FOR_GOOD)  # noqa: S608
    connection: Any = await asyncpg.connect(database_url)
    try:  # several statements without values are one transaction
        await connection.execute(f"{MAY_FORGET.text};{_EMPTY.format(others, theirs)};{FORGETS_NO_MORE.text}")
    finally:
        await connection.close()


def _rows_of(table: Table) -> Subquery:
    rows = select(literal(table.name), array([cast(each, Text) for each in table.c]))
    ours = rows.where(restaurant_of(table) == bindparam("restaurant", type_=Uuid))
    return ours.order_by(*table.primary_key).subquery()


EVERYTHING: Final = union_all(*(select(_rows_of(each)) for each in belongings()))
"""The rows that one restaurant has in any table, as texts, by their primary keys."""


_ONCE_A_CONNECTION = re.compile(r"typeinfo_tree|set_config\('jit'")
"""What asyncpg asks by itself when it meets a type for the first time."""


class Watched(Database):
    """A database that tells what the program sent it, BEGIN and COMMIT included."""

    def __init__(self, database_url: str) -> None:
        super().__init__(database_url)
        self.sent: list[str] = []
        self.arguments: list[Sequence[object]] = []

    async def connected(self, driver: Any) -> None:  # noqa: ANN401 - generic only in its stubs
        driver.add_query_logger(lambda record: self._note(record.query, record.args))

    def _note(self, query: str, arguments: Sequence[object]) -> None:
        if not _ONCE_A_CONNECTION.search(query):
            self.sent.append(query)
            self.arguments.append(arguments)
