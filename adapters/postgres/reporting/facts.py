"""What was sold, as SQL over the facts: the lines of orders, what was taken back of them, and whose sale they are.

Sums are made anew of these, and verified. The parameter is `restaurant`.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Column, ColumnElement, FromClause, and_, case, func, or_, select, union_all

from adapters.postgres.ordering.tables import order_products, order_voids, orders
from adapters.postgres.ordering.tables_of_bills import bill_entries
from adapters.postgres.reporting.measures import measured
from adapters.postgres.reporting.sold import (
    NO,
    RESTAURANT,
    WAS_ORDERED_HERE,
    YES,
    Rows,
    not_ordered_before,
    of_bills,
    sums_of_lines,
)

LINES_OF_AN_ORDER: Final = and_(
    order_products.c.restaurant_id == orders.c.restaurant_id, order_products.c.order_id == orders.c.id
)
LINE_OF_A_VOID: Final = and_(
    order_products.c.restaurant_id == order_voids.c.restaurant_id,
    order_products.c.order_id == order_voids.c.order_id,
    order_products.c.id == order_voids.c.line_id,
)
_OURS: Final = (orders.c.restaurant_id == RESTAURANT, order_products.c.restaurant_id == RESTAURANT)


class Sale(NamedTuple):
    """Whose sale a line is, and the day and the hour it counts for."""

    user_id: ColumnElement[Any]
    business_date: ColumnElement[Any]
    local_hour: ColumnElement[Any]


SALE: Final = Sale(
    func.coalesce(order_products.c.sold_by, orders.c.user_id),
    func.coalesce(order_products.c.sold_on, orders.c.business_date),
    func.coalesce(order_products.c.sold_hour, orders.c.local_hour),
)


def by_product(line: ColumnElement[bool], void: ColumnElement[bool], entry: ColumnElement[bool]) -> FromClause:
    """Return what the lines, the voids and the entries of bills of which these hold come to, by order and product."""
    key = order_products.c.product_id
    # The lines of placing are an order's first.
    first = case(
        (order_products.c.sold_by.is_(None), YES),
        else_=not_ordered_before(func.min(order_products.c.position)),
    )
    lines = (
        select(*_sold_to(key), *sums_of_lines(first))
        .join_from(orders, order_products, LINES_OF_AN_ORDER)
        .where(*_OURS, line, WAS_ORDERED_HERE)
        .group_by(*_sold_to_columns(), key)
    )
    return union_all(lines, _voids(key, void), _billed(bill_entries.c.product_id, entry)).subquery("sold")


def by_hour(
    order: ColumnElement[bool],
    line: ColumnElement[bool],
    void: ColumnElement[bool],
    entry: ColumnElement[bool],
    less: Sequence[Rows],
) -> FromClause:
    """Return what all of them come to of which these conditions hold, by order and hour, and the orders.

    `less` is what was handed over and not counted yet, as orders count for whose they are now.
    """
    key = SALE.local_hour.label("local_hour")
    lines = (
        select(*_sold_to(key), *sums_of_lines(NO))
        .join_from(orders, order_products, LINES_OF_AN_ORDER)
        .where(*_OURS, line, WAS_ORDERED_HERE)
        .group_by(*_sold_to_columns(), order_products.c.sold_hour)
    )
    each = select(
        orders.c.restaurant_id,
        orders.c.user_id,
        orders.c.business_date,
        orders.c.local_hour,
        *measured(orders=YES.cast(BigInteger)),
    ).where(orders.c.restaurant_id == RESTAURANT, order)
    billed = _billed(bill_entries.c.local_hour, entry)
    return union_all(lines, each, _voids(key, void), billed, *less).subquery("sold")


def _sold_to(key: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [orders.c.restaurant_id, SALE.user_id.label("user_id"), SALE.business_date.label("business_date"), key]


def _sold_to_columns() -> list[Column[Any]]:
    return [
        orders.c.restaurant_id,
        orders.c.id,
        order_products.c.order_id,
        order_products.c.sold_by,
        order_products.c.sold_on,
    ]


def _voids(key: ColumnElement[Any], condition: ColumnElement[bool]) -> Rows:
    return (
        select(
            *_sold_to(key),
            *measured(quantity=-order_voids.c.quantity, revenue=-order_voids.c.quantity * order_products.c.unit_price),
        )
        .join_from(order_voids, order_products, LINE_OF_A_VOID)
        .join(orders, LINES_OF_AN_ORDER)
        .where(*_OURS, order_voids.c.restaurant_id == RESTAURANT, condition)
    )


def _billed(key: ColumnElement[Any], condition: ColumnElement[bool]) -> Rows:
    bills = bill_entries.c
    counts = or_(bills.discount != NO, bills.refund != NO)  # most are of taxes only, of which nothing is summed here
    return select(bills.restaurant_id, bills.user_id, bills.business_date, key, *of_bills(bill_entries)).where(
        bills.restaurant_id == RESTAURANT, counts, condition
    )
