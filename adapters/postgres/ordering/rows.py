"""Orders as rows, and rows as orders."""

from collections.abc import Iterable, Sequence

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.rows import Values
from domain.kernel.ids import LineId, OrderId, ProductId, RestaurantId, WaiterId
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.order import Line, Order, Quantity


def order_row(restaurant: RestaurantId, order: Order) -> Values:
    """Return the row of an order."""
    return {
        "restaurant_id": restaurant,
        "id": order.id,
        "user_id": order.waiter,
        "customer_name": order.customer,
        "total_price": order.total.minor,
        "business_date": order.business_date,
        "local_hour": order.local_hour,
        "created_at": order.placed_at,
    }


def waiting_row(restaurant: RestaurantId, order: Order) -> Values:
    """Return the row of an order in the queue of those to roll up: what it came to."""
    return {
        "restaurant_id": restaurant,
        "order_id": order.id,
        "user_id": order.waiter,
        "business_date": order.business_date,
        "local_hour": order.local_hour,
        "created_at": order.placed_at,
        "lines": len(order.lines),
        "quantity": sum(line.quantity for line in order.lines),
        "revenue": order.total.minor,
    }


def order(row: Row, lines: Iterable[Line]) -> Order:
    """Return the order of a row and its lines."""
    return Order(
        id=OrderId(row.id),
        waiter=WaiterId(row.user_id),
        customer=Name.kept(row.customer_name),
        placed_at=row.created_at,
        business_date=row.business_date,
        local_hour=row.local_hour,
        lines=tuple(lines),
    )


def line_rows(restaurant: RestaurantId, order: Order) -> Sequence[Values]:
    """Return the rows of an order's lines."""
    return [
        {
            "restaurant_id": restaurant,
            "order_id": order.id,
            "position": position,
            "id": line.id,
            "product_id": line.product,
            "product_name": line.product_name,
            "quantity": line.quantity,
            "unit_price": line.unit_price.minor,
        }
        for position, line in enumerate(order.lines)
    ]


def line(row: Row) -> Line:
    """Return the line of a row."""
    return Line(
        id=LineId(row.id),
        product=ProductId(row.product_id),
        product_name=Name.kept(row.product_name),
        quantity=Quantity(row.quantity),
        unit_price=Price(row.unit_price),
    )
