"""A restaurant's queues of what no sum has counted yet, as SQL: what waits, taking a batch.

They are of orders, voids, handovers and products. Parameters are `restaurant` and, to take a batch, `most`.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
)

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.ordering.tables import (
    handovers_to_roll_up,
    order_products,
    order_voids,
    orders,
    orders_to_roll_up,
    voids_to_roll_up,
)
from adapters.postgres.reporting import handovers
from adapters.postgres.reporting.facts import LINE_OF_A_VOID, LINES_OF_AN_ORDER, SALE
from adapters.postgres.reporting.sold import NO, RESTAURANT, WAS_ORDERED_HERE, YES, Rows, of_queue

MOST: Final = bindparam("most", type_=BigInteger)
_OUR_ORDERS: Final = orders_to_roll_up.c.restaurant_id == RESTAURANT
_OUR_VOIDS: Final = voids_to_roll_up.c.restaurant_id == RESTAURANT
_OUR_HANDOVERS: Final = handovers_to_roll_up.c.restaurant_id == RESTAURANT
_OUR_PRODUCTS: Final = products_to_count.c.restaurant_id == RESTAURANT
ORDER_WAITS: Final = exists().where(
    _OUR_ORDERS, orders_to_roll_up.c.order_id == orders.c.id, orders_to_roll_up.c.orders == YES
)
_HANDED: Final = handovers_to_roll_up.c.order_id
# Whose order it was at first is counted before whose it is.
_HANDED_AND_COUNTED: Final = (
    _OUR_HANDOVERS,
    ~exists().where(_OUR_ORDERS, orders_to_roll_up.c.order_id == _HANDED, orders_to_roll_up.c.orders == YES),
)
HANDED_OVER: Final = [each.where(*_HANDED_AND_COUNTED) for each in handovers.not_counted()]
"""What waits of orders that are in the sums, as `facts` takes it off."""
LINE_WAITS: Final = exists().where(_OUR_ORDERS, of_queue(orders_to_roll_up))
VOID_WAITS: Final = exists().where(_OUR_VOIDS, voids_to_roll_up.c.void_id == order_voids.c.id)
PRODUCT_WAITS: Final = exists().where(_OUR_PRODUCTS, products_to_count.c.product_id == products.c.id)
SOMETHING_WAITS: Final = or_(
    *(exists().where(ours) for ours in (_OUR_ORDERS, _OUR_VOIDS, _OUR_HANDOVERS, _OUR_PRODUCTS))
)


def _is_any(key: ColumnElement[Any], of: Rows) -> ColumnElement[bool]:
    """Return the condition that has rows found by both columns of the index, however many the planner expects."""
    return key == func.any(func.array(of.scalar_subquery()))


_ORDER: Final = orders_to_roll_up.c.order_id
_IN_ORDER: Final = (_ORDER, orders_to_roll_up.c.first_position)
_SO_FAR: Final = func.sum(orders_to_roll_up.c.lines).over(order_by=_IN_ORDER)
# A row has one line at least, so a batch has `MOST` of them at most: the one more tells whether any are left.
_NEXT: Final = (
    select(_ORDER, orders_to_roll_up.c.lines, _SO_FAR.label("so_far"))
    .where(_OUR_ORDERS)
    .order_by(*_IN_ORDER)
    .limit(MOST + 1)
    .cte("next_orders")
)
_BATCH: Final = select(_NEXT.c.order_id).where(
    or_(_NEXT.c.so_far <= MOST, _NEXT.c.so_far == _NEXT.c.lines)  # the first whatever it has
)
TAKEN: Final = (
    delete(orders_to_roll_up).where(_OUR_ORDERS, _is_any(_ORDER, _BATCH)).returning(orders_to_roll_up).cte("taken")
)
"""A batch, deleted from the queue: orders of up to `MOST` lines together, the first of the queue in any case.

What was added to one of them by now comes with it.
"""

_VOID: Final = voids_to_roll_up.c.void_id
_NEXT_VOIDS: Final = select(_VOID).where(_OUR_VOIDS).order_by(_VOID).limit(MOST)
TAKEN_VOIDS: Final = (
    delete(voids_to_roll_up)
    .where(_OUR_VOIDS, _is_any(_VOID, _NEXT_VOIDS))
    .returning(voids_to_roll_up)
    .cte("taken_voids")
)
"""A batch of up to `MOST` voids, deleted from the queue."""

_NEXT_HANDED: Final = select(_HANDED).where(*_HANDED_AND_COUNTED).order_by(_HANDED).limit(MOST)
TAKEN_HANDOVERS: Final = (
    delete(handovers_to_roll_up)
    .where(_OUR_HANDOVERS, _is_any(_HANDED, _NEXT_HANDED))
    .returning(handovers_to_roll_up)
    .cte("taken_handovers")
)
"""Those of a batch of up to `MOST` orders that no longer wait themselves, deleted from the queue."""

_PRODUCT: Final = products_to_count.c.product_id
_NEXT_PRODUCTS: Final = select(_PRODUCT).where(_OUR_PRODUCTS).order_by(_PRODUCT).limit(MOST)
TAKEN_PRODUCTS: Final = (
    delete(products_to_count)
    .where(_OUR_PRODUCTS, _is_any(_PRODUCT, _NEXT_PRODUCTS))
    .returning(products_to_count.c.restaurant_id)
    .cte("taken_products")
)
"""A batch of up to `MOST` products, deleted from the queue."""

_READ, _CHOSEN, _DELETED_VOIDS, _DELETED_HANDOVERS, _DELETED_PRODUCTS = (
    select(func.count()).select_from(each).scalar_subquery()
    for each in (_NEXT, _BATCH.subquery("chosen"), TAKEN_VOIDS, TAKEN_HANDOVERS, TAKEN_PRODUCTS)
)
ARE_LEFT: Final[ColumnElement[bool]] = or_(
    _READ > _CHOSEN, _DELETED_VOIDS == MOST, _DELETED_HANDOVERS >= MOST, _DELETED_PRODUCTS == MOST
)
"""Whether more may wait than the batch has taken."""

_PLACED: Final = orders_to_roll_up.c.first_position == NO


def _said(by_order: Column[Any], by_lines: Column[Any]) -> ColumnElement[Any]:
    """Return what the row of the queue has to say: as the order does where it was placed, else as its lines do."""
    # The lines of one row have it alike.
    return case((_PLACED, by_order), else_=func.coalesce(func.array_agg(by_lines)[1], by_order)).label(by_order.name)


_AT_FIRST: Final = func.coalesce(
    select(handovers_to_roll_up.c.former_user_id)
    .where(_OUR_HANDOVERS, orders.c.id == _HANDED)
    .order_by(handovers_to_roll_up.c.order_version)
    .limit(1)
    .correlate(orders)
    .scalar_subquery(),
    orders.c.user_id,
)
"""Whose an order was when it came into the queue: while it is there, all of its handovers wait."""
_REVENUE: Final = order_products.c.quantity * order_products.c.unit_price
WAITING_ORDERS: Final[Rows] = (
    select(
        orders.c.restaurant_id,
        orders.c.id.label("order_id"),
        case((_PLACED, _AT_FIRST), else_=_said(orders.c.user_id, order_products.c.sold_by)).label("user_id"),
        _said(orders.c.business_date, order_products.c.sold_on),
        _said(orders.c.local_hour, order_products.c.sold_hour),
        _said(orders.c.created_at, order_products.c.ordered_at),
        func.count().label("lines"),
        func.coalesce(func.sum(order_products.c.quantity).filter(WAS_ORDERED_HERE), 0).label("quantity"),
        func.coalesce(func.sum(_REVENUE).filter(WAS_ORDERED_HERE), 0).label("revenue"),
        orders_to_roll_up.c.first_position,
        case((_PLACED, YES), else_=NO).label("orders"),
    )
    .join_from(orders_to_roll_up, orders, orders.c.id == orders_to_roll_up.c.order_id)
    .join(order_products, and_(LINES_OF_AN_ORDER, of_queue(orders_to_roll_up)))
    .where(_OUR_ORDERS, orders.c.restaurant_id == RESTAURANT, order_products.c.restaurant_id == RESTAURANT)
    .group_by(orders.c.restaurant_id, orders.c.id, orders_to_roll_up.c.first_position)
)
"""What the queue of orders has to hold, computed from the orders in it and their lines, to verify it."""

WAITING_VOIDS: Final[Rows] = (
    select(
        order_voids.c.restaurant_id,
        order_voids.c.id.label("void_id"),
        order_voids.c.order_id,
        SALE.user_id.label("user_id"),
        SALE.business_date.label("business_date"),
        SALE.local_hour.label("local_hour"),
        order_voids.c.created_at,
        order_products.c.product_id,
        order_voids.c.quantity,
        (order_products.c.unit_price * order_voids.c.quantity).label("revenue"),
    )
    .join_from(voids_to_roll_up, order_voids, order_voids.c.id == voids_to_roll_up.c.void_id)
    .join(order_products, LINE_OF_A_VOID)
    .join(orders, LINES_OF_AN_ORDER)
    .where(
        _OUR_VOIDS,
        order_voids.c.restaurant_id == RESTAURANT,
        orders.c.restaurant_id == RESTAURANT,
        order_products.c.restaurant_id == RESTAURANT,
    )
)
"""What the queue of voids has to hold, computed from the voids in it, to verify it."""
