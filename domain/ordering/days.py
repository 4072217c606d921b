"""The business days whose figures a step in an order's life changes."""

from collections.abc import Iterator
from datetime import date

from domain.ordering.billed import is_charged_otherwise
from domain.ordering.chart import OrderStatus
from domain.ordering.order import Order


def days_changed(before: Order | None, after: Order) -> frozenset[date]:
    """Return these days. `before` is None for an order that is new.

    Money counts for the day on which it was taken, or given back. Whatever else changes what is to be paid counts for
    all days of the order's lines: a discount or a tax of the whole order is spread over them.
    """
    is_charged = before is None or is_charged_otherwise(before, after) or _is_opened_again(before, after)
    return frozenset((*_of_money(before, after), *(_of_lines(after) if is_charged else ())))


def _of_money(before: Order | None, after: Order) -> Iterator[date]:
    payments, refunds = (0, 0) if before is None else (len(before.account.payments), len(before.account.refunds))
    for each in (*after.account.payments[payments:], *after.account.refunds[refunds:]):
        yield each.till.business_date


def _of_lines(order: Order) -> set[date]:
    return {order.business_date, *(each.sale.business_date for each in order.lines if each.sale)}


def _is_opened_again(before: Order, after: Order) -> bool:
    return before.status is OrderStatus.CLOSED and after.status is OrderStatus.OPEN
