"""What events tell of orders, under the names that answers have for it."""

from collections.abc import Mapping, Sequence

from domain.kernel.money import Currency
from domain.ordering.billed import bill_of, is_plain
from domain.ordering.line import Line
from domain.ordering.order import Order


def told_of(order: Order, lines: Sequence[Line], currency: Currency) -> dict[str, object]:
    """Return how an order is, and these lines of it, with amounts in whole units of the currency."""
    told: dict[str, object] = {
        "order": _head(order, currency),
        "lines": [_line(each, order, currency) for each in lines],
    }
    return told if is_plain(order) else {**told, "bill": _bill(order, currency)}


def _bill(order: Order, currency: Currency) -> Mapping[str, object]:
    bill = bill_of(order)
    return {
        "gross": currency.amount(bill.gross),
        "discounts": currency.amount(bill.discount),
        "service_charge": currency.amount(bill.service_charge),
        "rounding": currency.amount(bill.rounding),
        "total": currency.amount(bill.total),
        "paid": currency.amount(bill.paid),
        "tips": currency.amount(bill.tips),
        "refunded": currency.amount(bill.refunded),
        "due": currency.amount(bill.due),
    }


def _head(order: Order, currency: Currency) -> Mapping[str, object]:
    return {
        "id": order.id,
        "user_id": order.waiter,
        "customer_name": str(order.customer),
        "total_price": currency.amount(order.total),
        "created_at": order.placed_at,
        "status": order.status,
        "number": order.number,
        "table": order.table,
        "guests": order.guests,
        "note": order.note,
        "closed_at": order.closed_at,
        "received_at": order.received_at,
    }


def _line(line: Line, order: Order, currency: Currency) -> Mapping[str, object]:
    progress = line.progress
    return {
        "id": line.id,
        "product_id": line.product,
        "product_name": str(line.product_name),
        "quantity": line.here,
        "unit_price": currency.amount(line.unit_price),
        "total_price": currency.amount(line.total),
        "created_at": line.ordered_at or order.placed_at,
        "status": progress.status,
        "voided": line.voided,
        "round": progress.round,
        "course": line.course,
        "seat": line.seat,
        "note": line.note,
        "station_id": line.station,
        "sent_at": progress.sent_at,
        "started_at": progress.started_at,
        "ready_at": progress.ready_at,
        "served_at": progress.served_at,
        "modifiers": [
            {"id": each.id, "name": str(each.name), "price": currency.amount(each.price)} for each in line.modifiers
        ],
    }
