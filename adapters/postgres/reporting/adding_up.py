"""What orders sold, added up to the rows of a rollup, as SQL."""

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

from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from adapters.postgres.reporting.sold import EVERYBODY_SQL, ONE_ORDER, SUMS, Rows, products_of

_KEY: Final = 3
"""Which column of what orders sold is the key: it comes after restaurant, waiter and day, whatever its name."""
_SUMMED: Final = ("quantity", "revenue", "orders")

_SPANS: Final = values(column("span", String), name="spans", literal_binds=True).data([("day",), ("month",)])
_WHOSE: Final = values(column("together", Boolean), name="whose", literal_binds=True).data([(False,), (True,)])
_ALL: Final = true()


def added_up(sold: FromClause) -> Rows:
    """Return a rollup's rows, in the order of its columns, of what orders `sold`, key by key.

    Orders become days of each waiter, and those become the same days and months, a waiter's and everybody's.
    """
    days = _day_by_day(sold)
    month = func.date_trunc(literal_column("'month'"), days.c.business_date).cast(Date)
    keys = (
        days.c.restaurant_id,
        case((_WHOSE.c.together, EVERYBODY_SQL), else_=days.c.user_id).label("user_id"),
        _SPANS.c.span,
        case((_SPANS.c.span == literal_column("'day'"), days.c.business_date), else_=month).label("starts_on"),
        tuple(days.c)[_KEY],
    )
    return (
        select(*keys, *_sums(days))
        .join_from(days, _SPANS, true())
        .join(_WHOSE, true())
        .group_by(*(literal_column(str(position)) for position in range(1, len(keys) + 1)))
    )


def line_by_line(key: ColumnElement[Any], which: ColumnElement[bool] = _ALL) -> FromClause:
    """Return what orders sold, and only `which`, off their lines."""
    own = and_(order_products.c.restaurant_id == orders.c.restaurant_id, order_products.c.order_id == orders.c.id)
    return (
        select(orders.c.restaurant_id, orders.c.user_id, orders.c.business_date, key, *SUMS)
        .join_from(orders, order_products, own)
        .where(which)
        .group_by(orders.c.restaurant_id, orders.c.id, key)
        .subquery("sold")
    )


def by_product(taken: FromClause) -> FromClause:
    """Return what orders taken out of the queue sold of each product: the lines of each are looked up by themselves."""
    lines = products_of(taken)
    return (
        select(taken.c.restaurant_id, taken.c.user_id, taken.c.business_date, lines.c.product_id)
        .add_columns(*(lines.c[name] for name in _SUMMED))
        .join_from(taken, lines, true())
        .subquery("sold")
    )


def by_hour(taken: FromClause) -> FromClause:
    """Return what orders taken out of the queue sold in each hour, as their rows there say."""
    return select(
        taken.c.restaurant_id,
        taken.c.user_id,
        taken.c.business_date,
        taken.c.local_hour,
        taken.c.quantity,
        taken.c.revenue,
        ONE_ORDER,
    ).subquery("sold")


def in_the_queue() -> Rows:
    """Return the rows of the queue, as the orders that wait and their lines say they have to be."""
    waits = and_(
        orders.c.restaurant_id == orders_to_roll_up.c.restaurant_id, orders.c.id == orders_to_roll_up.c.order_id
    )
    own = and_(order_products.c.restaurant_id == orders.c.restaurant_id, order_products.c.order_id == orders.c.id)
    key = (orders.c.restaurant_id, orders.c.id.label("order_id"))
    own_columns = (orders.c.user_id, orders.c.business_date, orders.c.local_hour, orders.c.created_at)
    return (
        select(*key, *own_columns, func.count().label("lines"), *SUMS[:2])
        .join_from(orders_to_roll_up, orders, waits)
        .join(order_products, own)
        .group_by(orders.c.restaurant_id, orders.c.id)
    )


def _day_by_day(sold: FromClause) -> FromClause:
    keys = (sold.c.restaurant_id, sold.c.user_id, sold.c.business_date, tuple(sold.c)[_KEY])
    return select(*keys, *_sums(sold)).group_by(*keys).subquery("days")


def _sums(of: FromClause) -> list[ColumnElement[Any]]:
    return [func.sum(of.c[name]).label(name) for name in _SUMMED]
