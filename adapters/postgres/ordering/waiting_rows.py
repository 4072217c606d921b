"""Rows of the queues of what is to be rolled up."""

from collections.abc import Sequence

from adapters.postgres.kernel.rows import Values
from domain.kernel.ids import RestaurantId
from domain.ordering.line import Line, Void
from domain.ordering.order import Order


def waiting_row(restaurant: RestaurantId, order: Order) -> Values:
    """Return the row of a new order in the queue of those to roll up: what it came to."""
    return {
        "restaurant_id": restaurant,
        "order_id": order.id,
        "user_id": order.waiter,
        "business_date": order.business_date,
        "local_hour": order.local_hour,
        "created_at": order.came_at,
        **_sold(order.lines),
        "first_position": 0,
        "orders": 1,
    }


def waiting_addition(restaurant: RestaurantId, order: Order, first: int) -> Values:
    """Return the row, in the same queue, of the lines that were added to an order from the position `first` on."""
    lines = order.lines[first:]
    sale, at = order.sale_of(lines[0]), lines[0].ordered_at or order.placed_at
    return {
        "restaurant_id": restaurant,
        "order_id": order.id,
        "user_id": sale.waiter,
        "business_date": sale.business_date,
        "local_hour": sale.local_hour,
        "created_at": at,
        **_sold(lines),
        "first_position": first,
        "orders": 0,
    }


def _sold(lines: Sequence[Line]) -> Values:
    ordered_here = [line for line in lines if line.moved_from is None]
    return {
        "lines": len(lines),
        "quantity": sum(line.quantity for line in ordered_here),
        "revenue": sum(line.unit_price.minor * line.quantity for line in ordered_here),
    }


def waiting_void(restaurant: RestaurantId, order: Order, void: Void) -> Values:
    """Return the row of a void in the queue of those to roll up: what it takes off whose sales."""
    line = order.line(void.line)
    sale = order.sale_of(line)
    return {
        "restaurant_id": restaurant,
        "void_id": void.id,
        "order_id": order.id,
        "user_id": sale.waiter,
        "business_date": sale.business_date,
        "local_hour": sale.local_hour,
        "created_at": void.at,
        "product_id": line.product,
        "quantity": void.quantity,
        "revenue": line.unit_price.minor * void.quantity,
    }
