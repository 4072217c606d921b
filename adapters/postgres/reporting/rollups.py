"""Keeping the tables of sums, of all restaurants, on PostgreSQL."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import asyncpg
from sqlalchemy import FromClause, Table, delete, func, select, text

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from adapters.postgres.reporting import queues, sum_tables
from adapters.postgres.reporting.sold import Rows
from adapters.postgres.reporting.tables import product_counts, sales_by_hour, sales_by_product
from application.reporting.ports import NOTHING_ROLLED_UP, RolledUp, Rollups, TooMuchAtOnce, Waiting
from domain.kernel.errors import Busy, Unavailable


def _rows(products_sold: FromClause, hours_sold: FromClause, number_of_products: Rows) -> Mapping[Table, Rows]:
    return {
        sales_by_product: sum_tables.added_up(sales_by_product, products_sold),
        sales_by_hour: sum_tables.added_up(sales_by_hour, hours_sold),
        product_counts: number_of_products,
    }


_PRODUCT, _HOUR = order_products.c.product_id, orders.c.local_hour
_OF_BATCH: Final = _rows(
    sum_tables.by_product(queues.TAKEN), sum_tables.by_hour(queues.TAKEN), sum_tables.counted(queues.TAKEN_PRODUCTS)
)
_OF_COUNTED: Final = _rows(
    sum_tables.line_by_line(_PRODUCT, ~queues.ORDER_WAITS),
    sum_tables.line_by_line(_HOUR, ~queues.ORDER_WAITS),
    sum_tables.counted(products).where(~queues.PRODUCT_WAITS),
)
_OF_ALL: Final = _rows(sum_tables.line_by_line(_PRODUCT), sum_tables.line_by_line(_HOUR), sum_tables.counted(products))
_EXPECTED: Final = {**_OF_COUNTED, orders_to_roll_up: queues.WAITING_ORDERS}

_WAITS: Final = select(queues.SWEEP_IS_DUE.label("to_sweep")).where(queues.SOMETHING_WAITS)
_ROLL_UP: Final = (
    select(func.count().label("orders"), queues.ARE_LEFT.label("more"))
    .select_from(queues.TAKEN)
    .add_cte(*(sum_tables.adding(sums, rows).cte(f"to_{sums.name}") for sums, rows in _OF_BATCH.items()))
)
_DIFFERENCES: Final = select(*(sum_tables.differing(*each).scalar_subquery() for each in _EXPECTED.items()))
_WAITING: Final = select(func.count(), func.min(orders_to_roll_up.c.created_at))
_EMPTY: Final = [delete(table) for table in (orders_to_roll_up, products_to_count, *_OF_ALL)]
_FILL: Final = [sum_tables.filling(*each) for each in _OF_ALL.items()]

# Lets one transaction at a time change the sums: this mode conflicts with itself, not with reads and writes of rows. A
# REPEATABLE READ transaction takes its snapshot only after the lock.
_LOCK: Final = text("LOCK TABLE sales_by_hour IN SHARE UPDATE EXCLUSIVE MODE")
_LOCK_NOWAIT: Final = text("""
    SET LOCAL statement_timeout = '2s';
    LOCK TABLE sales_by_hour IN SHARE UPDATE EXCLUSIVE MODE NOWAIT
""")
_REPEATABLE_READ: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
_WORK_MEM: Final = text("SET LOCAL work_mem = '256MB'")
_PARALLEL: Final = text("SET LOCAL max_parallel_workers_per_gather = 2")
# Long enough to wait for a VACUUM or ANALYZE, which take the same lock.
_LOCK_TIMEOUT: Final = text("SET LOCAL lock_timeout = '5s'")


class PostgresRollups(Rollups):
    """Keeps `sales_by_product`, `sales_by_hour` and `product_counts`; two queues hold what these do not count yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def roll_up(self, *, most: int) -> RolledUp:
        for waiting in await self._database.fetch(_WAITS):
            try:
                taken = await in_time(self._take(most))
            except Busy:
                return NOTHING_ROLLED_UP
            if waiting.to_sweep:
                with suppress(Busy, Unavailable):
                    await in_time(self._sweep())
            return taken
        return NOTHING_ROLLED_UP

    async def waiting(self) -> Waiting:
        ((number, since),) = await self._database.fetch(_WAITING)
        return Waiting(number, since)

    async def _sweep(self) -> None:
        async with self._database.connection() as connection:
            _ = await connection.execute(queues.SWEEP)

    async def _take(self, most: int) -> RolledUp:
        async with self._database.transaction() as connection:
            _ = await connection.execute(_LOCK_NOWAIT)
            try:
                ((number, more),) = await connection.fetch(_ROLL_UP, {"most": most})
            except asyncpg.QueryCanceledError:
                raise TooMuchAtOnce from None
            return RolledUp(number, more=more)

    async def differences(self) -> int:
        async with self._database.transaction() as connection:
            await _set_for_long_work(connection)
            return sum((await connection.fetch(_DIFFERENCES))[0])

    async def rebuild(self) -> None:
        async with self._database.transaction() as connection:
            _ = await connection.execute(_REPEATABLE_READ)
            await _set_for_long_work(connection)
            for statement in (_LOCK, *_EMPTY, *_FILL):
                _ = await connection.execute(statement)


async def _set_for_long_work(connection: Connection) -> None:
    await connection.without_timeout()
    for setting in (_WORK_MEM, _PARALLEL, _LOCK_TIMEOUT):
        _ = await connection.execute(setting)
