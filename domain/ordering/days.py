"""The business days whose figures a step in an order's life changes."""

from collections.abc import Iterator
from datetime import date

from domain.ordering.billed import is_charged_otherwise, is_plain
from domain.ordering.chart import OrderStatus
from domain.ordering.order import Order


def days_of(order: Order) -> frozenset[date]:
    """Return the days for which an order and its lines count: those of lines that were merged into it may be others."""
    return frozenset((order.business_date, *(order.sale_of(line).business_date for line in order.lines)))


def days_changed(before: Order | None, after: Order) -> frozenset[date]:
    """Return these days. `before` is None for an order that is new.

    Money counts for the day on which it was taken, or given back. Whatever else changes what is to be paid counts for
    the day of the order and of the lines that are charged otherwise; where there are discounts or taxes, of all lines,
    as those of the whole order are spread over them.
    """
    is_charged = before is None or is_charged_otherwise(before, after) or _is_opened_again(before, after)
    return frozenset((*_of_money(before, after), *(_of_lines(before, after) if is_charged else ())))


def _of_money(before: Order | None, after: Order) -> Iterator[date]:
    payments, refunds = (0, 0) if before is None else (len(before.account.payments), len(before.account.refunds))
    for each in (*after.account.payments[payments:], *after.account.refunds[refunds:]):
        yield each.till.business_date


def _of_lines(before: Order | None, after: Order) -> Iterator[date]:
    yield after.business_date
    are_alone = before is not None and is_plain(before) and is_plain(after)
    were = {line.id: line.standing for line in before.lines} if are_alone and before else {}
    for line in after.lines:
        if line.sale is not None and were.get(line.id) != line.standing:
            yield line.sale.business_date


def _is_opened_again(before: Order, after: Order) -> bool:
    return before.status is OrderStatus.CLOSED and after.status is OrderStatus.OPEN
