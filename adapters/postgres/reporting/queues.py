"""A restaurant's queues of orders and products that no sum has counted yet, as SQL: what waits, and taking a batch.

Parameters are `restaurant` and, to take a batch, `most`.
"""

from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, bindparam, delete, exists, func, or_, select

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from adapters.postgres.reporting.sold import LINES_OF_AN_ORDER, RESTAURANT, SUMS, Rows

MOST: Final = bindparam("most", type_=BigInteger)
_OUR_ORDERS: Final = orders_to_roll_up.c.restaurant_id == RESTAURANT
_OUR_PRODUCTS: Final = products_to_count.c.restaurant_id == RESTAURANT
ORDER_WAITS: Final = exists().where(_OUR_ORDERS, orders_to_roll_up.c.order_id == orders.c.id)
PRODUCT_WAITS: Final = exists().where(_OUR_PRODUCTS, products_to_count.c.product_id == products.c.id)
SOMETHING_WAITS: Final = or_(exists().where(_OUR_ORDERS), exists().where(_OUR_PRODUCTS))


def _is_any(key: ColumnElement[Any], of: Rows) -> ColumnElement[bool]:
    """Return the condition that has rows found by both columns of the index, however many the planner expects."""
    return key == func.any(func.array(of.scalar_subquery()))


_ORDER: Final = orders_to_roll_up.c.order_id
# An order has one line at least, so a batch has `MOST` orders at most: the one more tells whether any are left.
_NEXT: Final = (
    select(_ORDER, orders_to_roll_up.c.lines, func.sum(orders_to_roll_up.c.lines).over(order_by=_ORDER).label("so_far"))
    .where(_OUR_ORDERS)
    .order_by(_ORDER)
    .limit(MOST + 1)
    .cte("next_orders")
)
_BATCH: Final = select(_NEXT.c.order_id).where(
    or_(_NEXT.c.so_far <= MOST, _NEXT.c.so_far == _NEXT.c.lines)  # the first whatever it has
)
TAKEN: Final = (
    delete(orders_to_roll_up).where(_OUR_ORDERS, _is_any(_ORDER, _BATCH)).returning(orders_to_roll_up).cte("taken")
)
"""A batch, deleted from the queue: orders of up to `MOST` lines together, the first of the queue in any case."""

_PRODUCT: Final = products_to_count.c.product_id
_NEXT_PRODUCTS: Final = select(_PRODUCT).where(_OUR_PRODUCTS).order_by(_PRODUCT).limit(MOST)
TAKEN_PRODUCTS: Final = (
    delete(products_to_count)
    .where(_OUR_PRODUCTS, _is_any(_PRODUCT, _NEXT_PRODUCTS))
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
    .join_from(orders_to_roll_up, orders, orders.c.id == orders_to_roll_up.c.order_id)
    .join(order_products, LINES_OF_AN_ORDER)
    .where(_OUR_ORDERS, orders.c.restaurant_id == RESTAURANT, order_products.c.restaurant_id == RESTAURANT)
    .group_by(orders.c.restaurant_id, orders.c.id)
)
"""What the queue of orders has to hold, computed from the orders in it and their lines, to verify it."""
