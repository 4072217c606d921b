"""Sums of what was sold and added, on PostgreSQL: every restaurant's."""

from contextlib import suppress
from typing import Final

import asyncpg
from sqlalchemy import Delete, Table, and_, delete, exists, func, or_, select, text

from adapters.postgres.catalogue.tables import products_to_count
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from adapters.postgres.reporting import counting_products, sweeping
from adapters.postgres.reporting.adding_up import added_up, by_hour, by_product, in_the_queue, line_by_line
from adapters.postgres.reporting.keeping import adding, differing, filling
from adapters.postgres.reporting.sold import Rows
from adapters.postgres.reporting.tables import product_counts, sales_by_hour, sales_by_product
from adapters.postgres.reporting.taking import ARE_LEFT, TAKEN
from application.reporting.ports import NOTHING_ROLLED_UP, RolledUp, Rollups, TooMuchAtOnce, Waiting
from domain.kernel.errors import Busy, Unavailable

_THE_ORDER: Final = and_(
    orders.c.restaurant_id == orders_to_roll_up.c.restaurant_id, orders.c.id == orders_to_roll_up.c.order_id
)
_WAITS_NOT: Final = ~exists().where(_THE_ORDER)
_PRODUCT, _HOUR = order_products.c.product_id, orders.c.local_hour

# The rows of each table: for what is taken out of the queues, for what is in neither, and for everything.
_OF_WHAT_IS_TAKEN: Final[dict[Table, Rows]] = {
    sales_by_product: added_up(by_product(TAKEN)),
    sales_by_hour: added_up(by_hour(TAKEN)),
    product_counts: counting_products.OF_TAKEN,
}
_AS_IT_HAS_TO_BE: Final[dict[Table, Rows]] = {
    sales_by_product: added_up(line_by_line(_PRODUCT, _WAITS_NOT)),
    sales_by_hour: added_up(line_by_line(_HOUR, _WAITS_NOT)),
    product_counts: counting_products.BEYOND_THE_QUEUE,
    orders_to_roll_up: in_the_queue(),
}
_OF_EVERYTHING: Final[dict[Table, Rows]] = {
    sales_by_product: added_up(line_by_line(_PRODUCT)),
    sales_by_hour: added_up(line_by_line(_HOUR)),
    product_counts: counting_products.ALL,
}

_QUEUES: Final = (orders_to_roll_up, products_to_count)
_WAITS: Final = select(sweeping.IS_DUE.label("to_sweep")).where(
    or_(*(exists().select_from(queue) for queue in _QUEUES))
)
_PRODUCTS_ARE_LEFT: Final = (
    select(func.count() == counting_products.MOST).select_from(counting_products.TAKEN).scalar_subquery()
)
_ROLL_UP: Final = (
    select(func.count().label("orders"), or_(ARE_LEFT, _PRODUCTS_ARE_LEFT).label("more"))
    .select_from(TAKEN)
    .add_cte(*(adding(kept, rows).cte(f"to_{kept.name}") for kept, rows in _OF_WHAT_IS_TAKEN.items()))
)
_DIFFERENCES: Final = select(*(differing(*each).scalar_subquery() for each in _AS_IT_HAS_TO_BE.items()))
_WAITING: Final = select(func.count(), func.min(orders_to_roll_up.c.created_at))
_EMPTY: Final[list[Delete]] = [delete(table) for table in (*_QUEUES, *_OF_EVERYTHING)]
_FILL: Final = [filling(*each) for each in _OF_EVERYTHING.items()]

# One at a time: this mode shuts out itself, and neither who reads nor who writes. In a REPEATABLE READ transaction it
# comes before the snapshot.
_ALONE: Final = text("LOCK TABLE sales_by_hour IN SHARE UPDATE EXCLUSIVE MODE")
_ALONE_NOW: Final = text("""
    SET LOCAL statement_timeout = '2s';
    LOCK TABLE sales_by_hour IN SHARE UPDATE EXCLUSIVE MODE NOWAIT
""")
_ONE_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
_MUCH_MEMORY: Final = text("SET LOCAL work_mem = '256MB'")
_MANY_HANDS: Final = text("SET LOCAL max_parallel_workers_per_gather = 2")
_PAST_A_VACUUM: Final = text("SET LOCAL lock_timeout = '5s'")


class PostgresRollups(Rollups):
    """Keeps sums in `sales_by_product`, `sales_by_hour` and `product_counts`; two queues say what these lack."""

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
            _ = await connection.execute(sweeping.SWEEP)

    async def _take(self, most: int) -> RolledUp:
        async with self._database.transaction() as connection:
            _ = await connection.execute(_ALONE_NOW)
            try:
                ((number, more),) = await connection.fetch(_ROLL_UP, {"most": most})
            except asyncpg.QueryCanceledError:
                raise TooMuchAtOnce from None
            return RolledUp(number, more=more)

    async def differences(self) -> int:
        async with self._database.transaction() as connection:
            await _patiently(connection)
            return sum((await connection.fetch(_DIFFERENCES))[0])

    async def rebuild(self) -> None:
        async with self._database.transaction() as connection:
            _ = await connection.execute(_ONE_SNAPSHOT)
            await _patiently(connection)
            for statement in (_ALONE, *_EMPTY, *_FILL):
                _ = await connection.execute(statement)


async def _patiently(connection: Connection) -> None:
    await connection.without_timeout()
    for setting in (_MUCH_MEMORY, _MANY_HANDS, _PAST_A_VACUUM):
        _ = await connection.execute(setting)
