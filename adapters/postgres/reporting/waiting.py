"""What a restaurant's queues have to hold, computed from the orders, voids and bills in them, to verify them."""

from typing import Any, Final

from sqlalchemy import Column, ColumnElement, and_, case, func, select

from adapters.postgres.ordering.tables import CAME_AT, order_products, order_voids, orders
from adapters.postgres.ordering.tables_of_bills import bill_entries
from adapters.postgres.ordering.tables_of_queues import (
    bill_entries_to_roll_up,
    handovers_to_roll_up,
    orders_to_roll_up,
    voids_to_roll_up,
)
from adapters.postgres.reporting.facts import LINE_OF_A_VOID, LINES_OF_AN_ORDER, SALE
from adapters.postgres.reporting.queues import HANDED, OUR_BILLS, OUR_HANDOVERS, OUR_ORDERS, OUR_VOIDS
from adapters.postgres.reporting.sold import NO, RESTAURANT, WAS_ORDERED_HERE, YES, Rows, of_queue

_PLACED: Final = orders_to_roll_up.c.first_position == NO


def _said(by_order: Column[Any], by_lines: Column[Any]) -> ColumnElement[Any]:
    """Return what the row of the queue has to say: as the order does where it was placed, else as its lines do."""
    # The lines of one row have it alike.
    return case((_PLACED, by_order), else_=func.coalesce(func.array_agg(by_lines)[1], by_order)).label(by_order.name)


_AT_FIRST: Final = func.coalesce(
    select(handovers_to_roll_up.c.former_user_id)
    .where(OUR_HANDOVERS, orders.c.id == HANDED)
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
        case((_PLACED, CAME_AT), else_=_said(orders.c.created_at, order_products.c.ordered_at)).label("created_at"),
        func.count().label("lines"),
        func.coalesce(func.sum(order_products.c.quantity).filter(WAS_ORDERED_HERE), 0).label("quantity"),
        func.coalesce(func.sum(_REVENUE).filter(WAS_ORDERED_HERE), 0).label("revenue"),
        orders_to_roll_up.c.first_position,
        case((_PLACED, YES), else_=NO).label("orders"),
    )
    .join_from(orders_to_roll_up, orders, orders.c.id == orders_to_roll_up.c.order_id)
    .join(order_products, and_(LINES_OF_AN_ORDER, of_queue(orders_to_roll_up)))
    .where(OUR_ORDERS, orders.c.restaurant_id == RESTAURANT, order_products.c.restaurant_id == RESTAURANT)
    .group_by(orders.c.restaurant_id, orders.c.id, orders_to_roll_up.c.first_position)
)

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
        OUR_VOIDS,
        order_voids.c.restaurant_id == RESTAURANT,
        orders.c.restaurant_id == RESTAURANT,
        order_products.c.restaurant_id == RESTAURANT,
    )
)

WAITING_BILLS: Final[Rows] = (
    select(*(bill_entries.c[each.name] for each in bill_entries_to_roll_up.c))
    .join_from(
        bill_entries_to_roll_up,
        bill_entries,
        and_(*(each == bill_entries.c[each.name] for each in bill_entries_to_roll_up.primary_key)),
    )
    .where(OUR_BILLS, bill_entries.c.restaurant_id == RESTAURANT)
)
