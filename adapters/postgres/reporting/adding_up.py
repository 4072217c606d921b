"""Lines added up to the rows of a rollup, as SQL."""

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    FromClause,
    String,
    and_,
    case,
    column,
    func,
    literal_column,
    select,
    true,
    values,
)

from adapters.postgres.ordering.tables import order_products, orders
from adapters.postgres.reporting.sold import EVERYBODY_SQL, SUMS, Rows

_SUMMED: Final = ("quantity", "revenue", "orders")

_SPANS: Final = values(column("span", String), name="spans", literal_binds=True).data([("day",), ("month",)])
_WHOSE: Final = values(column("together", Boolean), name="whose", literal_binds=True).data([(False,), (True,)])
_ALL: Final = true()


def added_up(key: ColumnElement[Any], of: FromClause, which: ColumnElement[bool] = _ALL) -> Rows:
    """Return a rollup's rows, in the order of its columns, for the orders `of` a table or query, and only `which`.

    Orders become days of each waiter, and those become the same days and months, a waiter's and everybody's.
    """
    days = _day_by_day(_order_by_order(key, of, which), key)
    month = func.date_trunc(literal_column("'month'"), days.c.business_date).cast(Date)
    keys = (
        days.c.restaurant_id,
        case((_WHOSE.c.together, EVERYBODY_SQL), else_=days.c.user_id).label("user_id"),
        _SPANS.c.span,
        case((_SPANS.c.span == literal_column("'day'"), days.c.business_date), else_=month).label("starts_on"),
        days.c[key.key or ""],
    )
    return (
        select(*keys, *_sums(days))
        .join_from(days, _SPANS, true())
        .join(_WHOSE, true())
        .group_by(*(literal_column(str(position)) for position in range(1, len(keys) + 1)))
    )


def same_order(queue: FromClause) -> ColumnElement[bool]:
    """Return the condition that an order is the one that a row of the queue names."""
    return and_(orders.c.restaurant_id == queue.c.restaurant_id, orders.c.id == queue.c.order_id)


def _order_by_order(key: ColumnElement[Any], of: FromClause, which: ColumnElement[bool]) -> FromClause:
    lines = select(orders.c.restaurant_id, orders.c.user_id, orders.c.business_date, key, *SUMS)
    found = lines.select_from(of) if of is orders else lines.join_from(of, orders, same_order(of))
    own = and_(
        order_products.c.restaurant_id == orders.c.restaurant_id,
        order_products.c.order_id == orders.c.id,
    )
    return (
        found.join(order_products, own).where(which).group_by(orders.c.restaurant_id, orders.c.id, key).subquery("sold")
    )


def _day_by_day(sold: FromClause, key: ColumnElement[Any]) -> FromClause:
    keys = (sold.c.restaurant_id, sold.c.user_id, sold.c.business_date, sold.c[key.key or ""])
    return select(*keys, *_sums(sold)).group_by(*keys).subquery("days")


def _sums(of: FromClause) -> list[ColumnElement[Any]]:
    return [func.sum(of.c[name]).label(name) for name in _SUMMED]
