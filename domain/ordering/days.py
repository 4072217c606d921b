"""The business days whose figures a step in an order's life changes."""

from collections.abc import Iterator
from datetime import date

from domain.ordering.chart import OrderStatus
from domain.ordering.order import Order


def days_changed(before: Order | None, after: Order) -> frozenset[date]:
    """Return these days. `before` is None for an order that is new.

    Money counts for the day on which it was taken, or given back. Whatever else changes what is to be paid counts for
    all days of the order's lines: a discount or a tax of the whole order is spread over them.
    """
    lines = _of_lines(after) if _is_charged_otherwise(before, after) else ()
    return frozenset((*_of_money(before, after), *lines))


def _of_money(before: Order | None, after: Order) -> Iterator[date]:
    payments, refunds = (0, 0) if before is None else (len(before.account.payments), len(before.account.refunds))
    for each in (*after.account.payments[payments:], *after.account.refunds[refunds:]):
        yield each.till.business_date


def _of_lines(order: Order) -> set[date]:
    return {order.business_date, *(each.sale.business_date for each in order.lines if each.sale)}


def _is_charged_otherwise(before: Order | None, after: Order) -> bool:
    if before is None or (before.status is OrderStatus.CLOSED and after.status is OrderStatus.OPEN):
        return True
    was, now = before.account, after.account
    return (
        (was.discounts, was.service) != (now.discounts, now.service)
        or len(before.lines) != len(after.lines)
        or any(then.standing != line.standing for then, line in zip(before.lines, after.lines, strict=True))
    )
