"""The queues of orders and products that no sum has counted yet, as SQL: what waits, taking a batch, and vacuuming."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
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

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from adapters.postgres.reporting.sold import LINES_OF_AN_ORDER, SUMS, Rows

MOST: Final = bindparam("most", type_=BigInteger)
_THE_ORDER: Final = and_(
    orders.c.restaurant_id == orders_to_roll_up.c.restaurant_id, orders.c.id == orders_to_roll_up.c.order_id
)
ORDER_WAITS: Final = exists().where(_THE_ORDER)
PRODUCT_WAITS: Final = exists().where(
    products_to_count.c.restaurant_id == products.c.restaurant_id, products_to_count.c.product_id == products.c.id
)
SOMETHING_WAITS: Final = or_(*(exists().select_from(queue) for queue in (orders_to_roll_up, products_to_count)))

_KEY: Final = tuple(orders_to_roll_up.primary_key)
# An order has one line at least, so a batch has `MOST` orders at most: the one more tells whether any are left.
_NEXT: Final = (
    select(*_KEY, orders_to_roll_up.c.lines, func.sum(orders_to_roll_up.c.lines).over(order_by=_KEY).label("so_far"))
    .order_by(*_KEY)
    .limit(MOST + 1)
    .cte("next_orders")
)
_BATCH: Final = select(*(_NEXT.c[each.name] for each in _KEY)).where(
    or_(_NEXT.c.so_far <= MOST, _NEXT.c.so_far == _NEXT.c.lines)  # the first whatever it has
)
TAKEN: Final = delete(orders_to_roll_up).where(tuple_(*_KEY).in_(_BATCH)).returning(orders_to_roll_up).cte("taken")
"""A batch, deleted from the queue: orders of up to `MOST` lines together, the first of the queue in any case."""

_NEXT_PRODUCTS: Final = select(products_to_count).order_by(*products_to_count.primary_key).limit(MOST)
TAKEN_PRODUCTS: Final = (
    delete(products_to_count)
    .where(tuple_(*products_to_count.primary_key).in_(_NEXT_PRODUCTS))
    .returning(products_to_count.c.restaurant_id)
    .cte("taken_products")
)
"""A batch of up to `MOST` products, deleted from the queue."""

_READ, _DELETED, _DELETED_PRODUCTS = (
    select(func.count()).select_from(each).scalar_subquery() for each in (_NEXT, TAKEN, TAKEN_PRODUCTS)
)
ARE_LEFT: Final[ColumnElement[bool]] = or_(_READ > _DELETED, _DELETED_PRODUCTS == MOST)
"""Whether more may wait than the batch has taken."""

WAITING_ORDERS: Final[Rows] = (
    select(
        orders.c.restaurant_id,
        orders.c.id.label("order_id"),
        orders.c.user_id,
        orders.c.business_date,
        orders.c.local_hour,
        orders.c.created_at,
        func.count().label("lines"),
        *SUMS[:2],
    )
    .join_from(orders_to_roll_up, orders, _THE_ORDER)
    .join(order_products, LINES_OF_AN_ORDER)
    .group_by(orders.c.restaurant_id, orders.c.id)
)
"""What the queue of orders has to hold, computed from the orders in it and their lines, to verify it."""

# Every report reads the queue's dead rows too until VACUUM removes them, and autovacuum comes once a minute.
_QUEUE: Final = text("'orders_to_roll_up'::regclass")
# Not '-infinity': PostgreSQL 15 and 16 cannot subtract it.
_LAST: Final = func.coalesce(func.pg_stat_get_last_vacuum_time(_QUEUE), literal_column("timestamptz 'epoch'"))
SWEEP: Final = text("VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE OFF) orders_to_roll_up")
SWEEP_IS_DUE: Final = and_(
    func.pg_stat_get_dead_tuples(_QUEUE) > literal_column("1000"),
    # Rows that an old snapshot may still see stay, so VACUUM is not tried again at once.
    func.clock_timestamp() - _LAST > literal_column("interval '2 seconds'"),
)
