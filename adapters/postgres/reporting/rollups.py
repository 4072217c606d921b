"""Keeping one restaurant's sums, on PostgreSQL."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Final

import asyncpg
from sqlalchemy import FromClause, Table, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.sweeping import Sweeping
from adapters.postgres.ordering.tables_of_queues import (
    bill_entries_to_roll_up,
    handovers_to_roll_up,
    orders_to_roll_up,
    voids_to_roll_up,
)
from adapters.postgres.reporting import facts, months, queues, sum_tables, waiting
from adapters.postgres.reporting.sold import RESTAURANT, Rows
from adapters.postgres.reporting.tables import product_counts, sales_by_hour, sales_by_product
from application.reporting.ports import NOTHING_ROLLED_UP, RolledUp, Rollups, TooMuchAtOnce
from domain.kernel.errors import Busy, Unavailable
from domain.kernel.ids import RestaurantId


def _rows(products_sold: FromClause, hours_sold: FromClause, number_of_products: Rows) -> Mapping[Table, Rows]:
    return {
        sales_by_product: sum_tables.added_up(sales_by_product, products_sold),
        sales_by_hour: sum_tables.added_up(sales_by_hour, hours_sold),
        product_counts: number_of_products,
    }


_OF_BATCH: Final = _rows(
    sum_tables.by_product(queues.TAKEN, queues.TAKEN_VOIDS, queues.TAKEN_BILLS),
    sum_tables.by_hour(queues.TAKEN, queues.TAKEN_VOIDS, queues.TAKEN_BILLS, queues.TAKEN_HANDOVERS),
    sum_tables.counted(queues.TAKEN_PRODUCTS),
)
_OF_COUNTED: Final = _rows(
    facts.by_product(~queues.LINE_WAITS, ~queues.VOID_WAITS, ~queues.ENTRY_WAITS),
    facts.by_hour(~queues.ORDER_WAITS, ~queues.LINE_WAITS, ~queues.VOID_WAITS, ~queues.ENTRY_WAITS, queues.HANDED_OVER),
    sum_tables.counted(products).where(products.c.restaurant_id == RESTAURANT, ~queues.PRODUCT_WAITS),
)
_EXPECTED: Final = {
    **_OF_COUNTED,
    orders_to_roll_up: waiting.WAITING_ORDERS,
    voids_to_roll_up: waiting.WAITING_VOIDS,
    bill_entries_to_roll_up: waiting.WAITING_BILLS,
}

_QUEUES: Final = (handovers_to_roll_up, orders_to_roll_up, voids_to_roll_up, bill_entries_to_roll_up)
_WAITS: Final = select(queues.SOMETHING_WAITS)
_ROLL_UP: Final = (
    select(func.count().label("orders"), queues.ARE_LEFT.label("more"), months.OVER)
    .select_from(queues.TAKEN)
    .add_cte(*(sum_tables.adding(sums, rows).cte(f"to_{sums.name}") for sums, rows in _OF_BATCH.items()))
)
_DIFFERENCES: Final = select(*(sum_tables.differing(*each).scalar_subquery() for each in _EXPECTED.items()))
_EMPTY: Final = [
    delete(table).where(table.c.restaurant_id == RESTAURANT)
    # First, as one of an order that waits counts only once that does.
    for table in (*_QUEUES, products_to_count, *_OF_COUNTED)
]
_FILL: Final = [sum_tables.filling(*each) for each in _OF_COUNTED.items()]

# Lets one transaction at a time change the sums of a restaurant: whoever does locks its row in product_counts, which
# nothing refers to, and which is begun with the first sum.
_LOCK: Final = select(product_counts.c.products).where(product_counts.c.restaurant_id == RESTAURANT).with_for_update()
_LOCK_NOWAIT: Final = _LOCK.with_for_update(nowait=True)
_BEGIN: Final = (
    insert(product_counts)
    .values(restaurant_id=RESTAURANT, products=0)
    .on_conflict_do_nothing()
    .returning(product_counts.c.products)
)

# A batch is one turn of many, so it is short, unless it is a single order. Its commit does not wait for the disk or a
# standby: what a crash or a failover takes back are its sums and its rows' leaving the queue, both or neither.
_A_TURN, _A_LONG_TURN = (
    text(
        f"SET LOCAL statement_timeout = '{limit}'; SET LOCAL lock_timeout = '0.1s'; SET LOCAL synchronous_commit = off"
    )
    for limit in ("0.5s", "2s")
)
# All of a restaurant is read and hashed. Statistics that are older than its orders would have each looked up by itself.
_WORK_MEM: Final = text("""
    SET LOCAL work_mem = '256MB';
    SET LOCAL enable_nestloop = off
""")
_PARALLEL: Final = text("SET LOCAL max_parallel_workers_per_gather = 2")
_LOCK_TIMEOUT: Final = text("SET LOCAL lock_timeout = '5s'")


class PostgresRollups(Rollups):
    """Keeps `sales_by_product`, `sales_by_hour` and `product_counts`; five queues hold what these do not count yet."""

    def __init__(self, database: Database, restaurant: RestaurantId, sweeping: Sweeping) -> None:
        self._database = database
        self._ours = {"restaurant": restaurant}
        self._sweeping = sweeping

    async def roll_up(self, *, most: int) -> RolledUp:
        ((waits,),) = await self._database.fetch(_WAITS, self._ours)
        if not waits:
            return NOTHING_ROLLED_UP
        try:
            taken, month = await in_time(self._take(most))
        except Busy:
            return NOTHING_ROLLED_UP
        await self._sweeping.after(orders_to_roll_up, taken.orders)
        if month:
            with suppress(Busy, Unavailable, TooMuchAtOnce):  # reports are as right, and wait for more pages
                await in_time(self._store_together(month))
        return taken

    async def _take(self, most: int) -> tuple[RolledUp, date | None]:
        """Return what a batch took from the queues, and the month that it found to be over."""
        async with self._database.transaction() as connection:
            _ = await connection.execute(_A_TURN if most > 1 else _A_LONG_TURN)
            if not await connection.fetch(_LOCK_NOWAIT, self._ours) and not await connection.fetch(_BEGIN, self._ours):
                return NOTHING_ROLLED_UP, None  # another process has begun, or rebuilt, at this very moment
            try:
                ((number, more, month),) = await connection.fetch(_ROLL_UP, {**self._ours, "most": most})
            except asyncpg.QueryCanceledError:
                raise TooMuchAtOnce from None
            return RolledUp(number, more=more), month

    async def _store_together(self, month: date) -> None:
        async with self._database.transaction() as connection:
            _ = await connection.execute(_A_LONG_TURN)
            _ = await connection.fetch(_LOCK, self._ours)
            try:
                _ = await connection.execute(months.STORE_TOGETHER, {**self._ours, "month": month})
            except asyncpg.QueryCanceledError:
                raise TooMuchAtOnce from None

    async def differences(self) -> int:
        async with self._database.transaction() as connection:
            await _set_for_long_work(connection)
            return sum((await connection.fetch(_DIFFERENCES, self._ours))[0])

    async def rebuild(self) -> None:
        async with self._database.transaction() as connection:
            await _set_for_long_work(connection)
            _ = await connection.execute(_BEGIN, self._ours)
            if not await connection.fetch(_LOCK, self._ours):
                raise Busy  # another process has rebuilt them while this one waited
            # An order that is placed between two of these statements waits in the queue for all that follow.
            for statement in (*_EMPTY, *_FILL):
                _ = await connection.execute(statement, self._ours)


async def _set_for_long_work(connection: Connection) -> None:
    await connection.without_timeout()
    for setting in (_WORK_MEM, _PARALLEL, _LOCK_TIMEOUT):
        _ = await connection.execute(setting)
