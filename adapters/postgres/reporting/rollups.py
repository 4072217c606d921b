"""Sums of what was sold and added, on PostgreSQL: every restaurant's."""

from contextlib import suppress
from typing import Final

from sqlalchemy import BigInteger, Delete, Table, bindparam, delete, exists, func, or_, select, text, tuple_

from adapters.postgres.catalogue.tables import products_to_count
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from adapters.postgres.reporting import counting_products, sweeping
from adapters.postgres.reporting.adding_up import added_up, same_order
from adapters.postgres.reporting.keeping import adding, differing, filling
from adapters.postgres.reporting.sold import Rows
from adapters.postgres.reporting.tables import product_counts, sales_by_hour, sales_by_product
from application.reporting.ports import Rollups
from domain.kernel.errors import Busy, Unavailable

_OLDEST: Final = (
    select(orders_to_roll_up).order_by(orders_to_roll_up.c.order_id).limit(bindparam("most", type_=BigInteger))
)
_TAKEN: Final = (
    delete(orders_to_roll_up)
    .where(tuple_(orders_to_roll_up.c.restaurant_id, orders_to_roll_up.c.order_id).in_(_OLDEST))
    .returning(orders_to_roll_up)
    .cte("taken")
)
_WAITS_NOT: Final = ~exists().where(same_order(orders_to_roll_up))
_PRODUCT, _HOUR = order_products.c.product_id, orders.c.local_hour

# The rows of each table of sums: for what is taken out of the queues, for what is in neither, and for everything.
_OF_WHAT_IS_TAKEN: Final[dict[Table, Rows]] = {
    sales_by_product: added_up(_PRODUCT, _TAKEN),
    sales_by_hour: added_up(_HOUR, _TAKEN),
    product_counts: counting_products.TAKEN,
}
_OF_WHAT_WAITS_NOT: Final[dict[Table, Rows]] = {
    sales_by_product: added_up(_PRODUCT, orders, _WAITS_NOT),
    sales_by_hour: added_up(_HOUR, orders, _WAITS_NOT),
    product_counts: counting_products.BEYOND_THE_QUEUE,
}
_OF_EVERYTHING: Final[dict[Table, Rows]] = {
    sales_by_product: added_up(_PRODUCT, orders),
    sales_by_hour: added_up(_HOUR, orders),
    product_counts: counting_products.ALL,
}

_QUEUES: Final = (orders_to_roll_up, products_to_count)
_WAITS: Final = select(sweeping.IS_DUE.label("to_sweep")).where(
    or_(*(exists().select_from(queue) for queue in _QUEUES))
)
_ROLL_UP: Final = (
    select(func.count())
    .select_from(_TAKEN)
    .add_cte(*(adding(kept, rows).cte(f"to_{kept.name}") for kept, rows in _OF_WHAT_IS_TAKEN.items()))
)
_DIFFERENCES: Final = select(*(differing(*each).scalar_subquery() for each in _OF_WHAT_WAITS_NOT.items()))
_EMPTY: Final[list[Delete]] = [delete(table) for table in (*_QUEUES, *_OF_EVERYTHING)]
_FILL: Final = [filling(*each) for each in _OF_EVERYTHING.items()]

# One at a time: this mode shuts out itself, and neither who reads nor who writes. In a REPEATABLE READ transaction it
# comes before the snapshot.
_ALONE: Final = text("LOCK TABLE sales_by_hour IN SHARE UPDATE EXCLUSIVE MODE")
_ALONE_NOW: Final = text("LOCK TABLE sales_by_hour IN SHARE UPDATE EXCLUSIVE MODE NOWAIT")
_ONE_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
_MUCH_MEMORY: Final = text("SET LOCAL work_mem = '256MB'")
_MANY_HANDS: Final = text("SET LOCAL max_parallel_workers_per_gather = 2")
_PAST_A_VACUUM: Final = text("SET LOCAL lock_timeout = '5s'")


class PostgresRollups(Rollups):
    """Keeps sums in `sales_by_product`, `sales_by_hour` and `product_counts`; two queues say what these lack."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def roll_up(self, *, most: int) -> int:
        for waiting in await self._database.fetch(_WAITS):
            try:
                taken = await in_time(self._take(most))
            except Busy:
                return 0
            if waiting.to_sweep:
                with suppress(Busy, Unavailable):
                    await in_time(self._sweep())
            return taken
        return 0

    async def _sweep(self) -> None:
        async with self._database.connection() as connection:
            _ = await connection.execute(sweeping.SWEEP)

    async def _take(self, most: int) -> int:
        async with self._database.transaction() as connection:
            _ = await connection.execute(_ALONE_NOW)
            return (await connection.fetch(_ROLL_UP, {"most": most}))[0][0]

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
    await connection.take_your_time()
    for setting in (_MUCH_MEMORY, _MANY_HANDS, _PAST_A_VACUUM):
        _ = await connection.execute(setting)
