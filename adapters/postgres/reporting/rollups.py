"""Sums of what was sold and added, on PostgreSQL: every restaurant's."""

from contextlib import suppress
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Delete,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import Insert, insert

from adapters.postgres.catalogue.tables import products_to_count
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.deadline import in_time
from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from adapters.postgres.reporting.adding_up import SUMMED, added_up, same_order
from adapters.postgres.reporting.counting_products import count_anew, count_waiting, differing
from adapters.postgres.reporting.sold import Rows
from adapters.postgres.reporting.tables import product_counts, sales_by_hour, sales_by_product
from application.reporting.ports import Rollups
from domain.kernel.errors import Busy, Unavailable

_KEYS: Final[dict[Table, ColumnElement[Any]]] = {
    sales_by_product: order_products.c.product_id,
    sales_by_hour: orders.c.local_hour,
}


def _adding(rollup: Table, of: FromClause) -> Insert:
    """Return what adds the orders to a rollup."""
    new = insert(rollup).from_select(rollup.c.keys(), added_up(_KEYS[rollup], of))
    sums = {name: rollup.c[name] + new.excluded[name] for name in SUMMED}
    return new.on_conflict_do_update(index_elements=list(rollup.primary_key), set_=sums)


def _differing(rollup: Table) -> Select[int]:
    """Return the count of sums that are not what the orders beyond the queue add up to."""
    waits = exists().where(same_order(orders_to_roll_up))
    right = added_up(_KEYS[rollup], orders, ~waits).subquery()
    same_key = and_(*(rollup.c[each.name] == right.c[each.name] for each in rollup.primary_key))
    kept, due = (tuple_(*(side.c[name] for name in SUMMED)) for side in (rollup, right))
    return select(func.count()).select_from(rollup.join(right, same_key, full=True)).where(kept.is_distinct_from(due))


def _side_by_side(rows: Rows) -> Rows:
    """Return the rows in the order of their keys, so that those of one report lie side by side."""
    keys = len(rows.selected_columns) - len(SUMMED)
    return rows.order_by(*(literal_column(str(position), Integer) for position in range(1, keys + 1)))


_QUEUES: Final = (orders_to_roll_up, products_to_count)
_QUEUE: Final = text("'orders_to_roll_up'::regclass")
_LAST_SWEPT: Final = func.coalesce(func.pg_stat_get_last_vacuum_time(_QUEUE), literal_column("'-infinity'"))
_IS_FULL: Final = and_(
    func.pg_stat_get_dead_tuples(_QUEUE) > literal_column("1000"),
    # What an old snapshot may still see cannot be swept out, so nobody tries for ever.
    func.clock_timestamp() - _LAST_SWEPT > literal_column("interval '2 seconds'"),
)
_WAITS: Final = select(_IS_FULL.label("to_sweep")).where(or_(*(exists().select_from(queue) for queue in _QUEUES)))
_OLDEST: Final = (
    select(orders_to_roll_up).order_by(orders_to_roll_up.c.order_id).limit(bindparam("most", type_=BigInteger))
)
_TAKEN: Final = (
    delete(orders_to_roll_up)
    .where(tuple_(orders_to_roll_up.c.restaurant_id, orders_to_roll_up.c.order_id).in_(_OLDEST))
    .returning(orders_to_roll_up)
    .cte("taken")
)
_ROLL_UP: Final = (
    select(func.count())
    .select_from(_TAKEN)
    .add_cte(*(_adding(rollup, _TAKEN).cte(f"to_{rollup.name}") for rollup in _KEYS))
    .add_cte(count_waiting().cte("to_product_counts"))
)
_DIFFERENCES: Final = select(*(_differing(rollup).scalar_subquery() for rollup in _KEYS), differing().scalar_subquery())
_EMPTY: Final[list[Delete]] = [delete(table) for table in (*_QUEUES, *_KEYS, product_counts)]
_FILL: Final = [
    *(insert(rollup).from_select(rollup.c.keys(), _side_by_side(added_up(_KEYS[rollup], orders))) for rollup in _KEYS),
    count_anew(),
]

# One at a time: this mode shuts out itself, and neither who reads nor who writes. In a REPEATABLE READ transaction it
# comes before the snapshot.
_ALONE: Final = text("LOCK TABLE sales_by_hour IN SHARE UPDATE EXCLUSIVE MODE")
_ALONE_NOW: Final = text("LOCK TABLE sales_by_hour IN SHARE UPDATE EXCLUSIVE MODE NOWAIT")
# Rows that left the queue are in the way of every report until they are swept, and autovacuum comes once a minute.
_SWEEP: Final = text("VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE OFF) orders_to_roll_up")
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
            _ = await connection.execute(_SWEEP)

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
