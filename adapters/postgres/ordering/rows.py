"""Orders as rows, and rows as orders."""

from collections.abc import Iterable, Sequence

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.rows import Values
from adapters.postgres.ordering import account_rows, chosen_rows, entry_rows
from domain.billing.account import NO_ACCOUNT, Account
from domain.kernel.ids import LineId, OrderId, ProductId, RestaurantId, VoidId, WaiterId
from domain.kernel.money import Price
from domain.kernel.names import Name, Note
from domain.ordering.chart import LineStatus, OrderStatus
from domain.ordering.line import Line, Progress, Sale, Void
from domain.ordering.numbers import Course, Guests, Quantity, Seat
from domain.ordering.order import Order


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
        "version": order.version,
        "status": order.status,
        "number": order.number,
        "table_id": order.table,
        "guests": order.guests,
        "note": order.note,
        "closed_at": order.closed_at,
        "received_at": order.received_at,
        **account_rows.head_of(order),
    }


def void_row(restaurant: RestaurantId, order: OrderId, void: Void) -> Values:
    """Return the row of a void."""
    return {
        "restaurant_id": restaurant,
        "order_id": order,
        "id": void.id,
        "line_id": void.line,
        "quantity": void.quantity,
        "reason": void.reason,
        "voided_by": void.by,
        "created_at": void.at,
        "approved_by": void.approved_by,
    }


def void(row: Row) -> Void:
    """Return the void of a row."""
    return Void(
        id=VoidId(row.id),
        line=LineId(row.line_id),
        quantity=Quantity(row.quantity),
        reason=Note.kept(row.reason),
        by=WaiterId(row.voided_by),
        at=row.created_at,
        approved_by=row.approved_by,
    )


def order(row: Row, lines: Iterable[Line], account: Account = NO_ACCOUNT) -> Order:
    """Return the order of a row, its lines and its account."""
    return Order(
        id=OrderId(row.id),
        waiter=WaiterId(row.user_id),
        customer=Name.kept(row.customer_name),
        placed_at=row.created_at,
        business_date=row.business_date,
        local_hour=row.local_hour,
        lines=tuple(lines),
        version=row.version,
        status=OrderStatus(row.status),
        number=row.number,
        table=row.table_id,
        guests=None if row.guests is None else Guests(row.guests),
        note=None if row.note is None else Note.kept(row.note),
        closed_at=row.closed_at,
        account=account,
        received_at=row.received_at,
    )


def line_rows(restaurant: RestaurantId, order: Order, positions: Iterable[int]) -> Sequence[Values]:
    """Return the rows of an order's lines at these positions, from 0."""
    return [_line_row(restaurant, order.id, position, order.lines[position]) for position in positions]


def _line_row(restaurant: RestaurantId, order: OrderId, position: int, line: Line) -> Values:
    progress, sale = line.progress, line.sale
    return {
        "restaurant_id": restaurant,
        "order_id": order,
        "position": position,
        "id": line.id,
        "product_id": line.product,
        "product_name": line.product_name,
        "quantity": line.quantity,
        "unit_price": line.unit_price.minor,
        "course": line.course,
        "seat": line.seat,
        "note": line.note,
        "station_id": line.station,
        "status": progress.status,
        "round": progress.round,
        "sent_at": progress.sent_at,
        "started_at": progress.started_at,
        "ready_at": progress.ready_at,
        "served_at": progress.served_at,
        "ordered_at": line.ordered_at,
        "sold_by": sale and sale.waiter,
        "sold_on": sale and sale.business_date,
        "sold_hour": sale and sale.local_hour,
        "voided": line.voided,
        "moved": line.moved,
        "moved_from": line.moved_from,
        **entry_rows.tax_columns(line.tax),
        "modifiers": chosen_rows.modifiers_column(line.modifiers),
    }


def line(row: Row) -> Line:
    """Return the line of a row."""
    return Line(
        id=LineId(row.id),
        product=ProductId(row.product_id),
        product_name=Name.kept(row.product_name),
        quantity=Quantity(row.quantity),
        unit_price=Price(row.unit_price),
        course=None if row.course is None else Course(row.course),
        seat=None if row.seat is None else Seat(row.seat),
        note=None if row.note is None else Note.kept(row.note),
        station=row.station_id,
        progress=Progress(
            status=LineStatus(row.status),
            round=row.round,
            sent_at=row.sent_at,
            started_at=row.started_at,
            ready_at=row.ready_at,
            served_at=row.served_at,
        ),
        ordered_at=row.ordered_at,
        sale=None if row.sold_by is None else Sale(WaiterId(row.sold_by), row.sold_on, row.sold_hour),
        voided=row.voided,
        moved=row.moved,
        moved_from=row.moved_from,
        tax=entry_rows.tax_of(row),
        modifiers=chosen_rows.modifiers_of(row.modifiers),
    )
