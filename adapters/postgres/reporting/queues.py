"""The queues of what no sum has counted yet, as SQL: who waits, a batch that leaves, and what is swept after it."""

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
# One more than a batch can hold, as each order has a line at least: so it is seen whether any are left.
_NEXT: Final = (
    select(*_KEY, orders_to_roll_up.c.lines, func.sum(orders_to_roll_up.c.lines).over(order_by=_KEY).label("together"))
    .order_by(*_KEY)
    .limit(MOST + 1)
    .cte("next_orders")
)
_FITTING: Final = select(*(_NEXT.c[each.name] for each in _KEY)).where(
    or_(_NEXT.c.together <= MOST, _NEXT.c.together == _NEXT.c.lines)  # the first always: or it would wait for ever
)
TAKEN: Final = delete(orders_to_roll_up).where(tuple_(*_KEY).in_(_FITTING)).returning(orders_to_roll_up).cte("taken")
"""What is taken: orders of up to `MOST` lines, the first of the queue whatever it has."""

_NEXT_PRODUCTS: Final = select(products_to_count).order_by(*products_to_count.primary_key).limit(MOST)
TAKEN_PRODUCTS: Final = (
    delete(products_to_count)
    .where(tuple_(*products_to_count.primary_key).in_(_NEXT_PRODUCTS))
    .returning(products_to_count.c.restaurant_id)
    .cte("taken_products")
)
"""Up to `MOST` of those that wait."""

_SEEN, _GONE, _GONE_PRODUCTS = (
    select(func.count()).select_from(each).scalar_subquery() for each in (_NEXT, TAKEN, TAKEN_PRODUCTS)
)
ARE_LEFT: Final[ColumnElement[bool]] = or_(_SEEN > _GONE, _GONE_PRODUCTS == MOST)

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
"""The rows of the queue of orders, as those that wait and their lines say they have to be."""

# Rows that left the queue are in the way of every report until they are swept, and autovacuum is rare.
_QUEUE: Final = text("'orders_to_roll_up'::regclass")
# Not '-infinity': PostgreSQL 15 and 16 subtract no infinite time.
_LAST: Final = func.coalesce(func.pg_stat_get_last_vacuum_time(_QUEUE), literal_column("timestamptz 'epoch'"))
SWEEP: Final = text("VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE OFF) orders_to_roll_up")
SWEEP_IS_DUE: Final = and_(
    func.pg_stat_get_dead_tuples(_QUEUE) > literal_column("1000"),
    # What an old snapshot may still see cannot be swept out, so nobody tries all the time.
    func.clock_timestamp() - _LAST > literal_column("interval '2 seconds'"),
)
