"""Tables that keep sums under a key, as SQL: their rows, what adds rows to them, and what holds rows against them."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    Table,
    and_,
    case,
    column,
    func,
    literal_column,
    select,
    true,
    tuple_,
    values,
)
from sqlalchemy.dialects.postgresql import Insert, insert

from adapters.postgres.ordering.tables import order_products, orders
from adapters.postgres.reporting.sold import EVERYBODY_SQL, LINES_OF_AN_ORDER, ONE_ORDER, SUMS, Rows, products_of

_SPANS: Final = values(column("span", String), name="spans", literal_binds=True).data([("day",), ("month",)])
_WHOSE: Final = values(column("together", Boolean), name="whose", literal_binds=True).data([(False,), (True,)])
_ALL: Final = true()


def line_by_line(key: ColumnElement[Any], condition: ColumnElement[bool] = _ALL) -> FromClause:
    """Return what orders sold, where `condition` holds, off their lines."""
    return (
        select(orders.c.restaurant_id, orders.c.user_id, orders.c.business_date, key, *SUMS)
        .join_from(orders, order_products, LINES_OF_AN_ORDER)
        .where(condition)
        .group_by(orders.c.restaurant_id, orders.c.id, key)
        .subquery("sold")
    )


def by_product(taken: FromClause) -> FromClause:
    """Return what orders taken out of the queue sold of each product: the lines of each are looked up by themselves."""
    lines = products_of(taken)
    return (
        select(taken.c.restaurant_id, taken.c.user_id, taken.c.business_date, *lines.c)
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


def added_up(sums: Table, sold: FromClause) -> Rows:
    """Return the rows of a table of sums, of what orders `sold` of each of its products or hours.

    Orders become days of each waiter, and those become the same days and months, a waiter's and everybody's.
    """
    key = sums.primary_key.columns.keys()[-1]
    keys = (sold.c.restaurant_id, sold.c.user_id, sold.c.business_date, sold.c[key])
    days = select(*keys, *_added(sums, sold)).group_by(*keys).subquery("days")
    month = func.date_trunc(literal_column("'month'"), days.c.business_date).cast(Date)
    return (
        select(
            days.c.restaurant_id,
            case((_WHOSE.c.together, EVERYBODY_SQL), else_=days.c.user_id).label("user_id"),
            _SPANS.c.span,
            case((_SPANS.c.span == literal_column("'day'"), days.c.business_date), else_=month).label("starts_on"),
            days.c[key],
            *_added(sums, days),
        )
        .join_from(days, _SPANS, true())
        .join(_WHOSE, true())
        .group_by(*_places(sums))
    )


def counted(products: FromClause) -> Rows:
    """Return the rows of `product_counts`, of these products."""
    return select(products.c.restaurant_id, func.count().label("products")).group_by(products.c.restaurant_id)


def filling(sums: Table, rows: Rows) -> Insert:
    """Return what puts rows into an empty table, in the order of their keys: those of one report lie side by side."""
    return insert(sums).from_select(rows.selected_columns.keys(), rows.order_by(*_places(sums)))


def adding(sums: Table, rows: Rows) -> Insert:
    """Return what adds rows to the sums there are."""
    new = insert(sums).from_select(rows.selected_columns.keys(), rows)
    together = {each.name: each + new.excluded[each.name] for each in _summed(sums)}
    return new.on_conflict_do_update(index_elements=list(sums.primary_key), set_=together)


def differing(sums: Table, rows: Rows) -> Select[int]:
    """Return the count of keys whose sums are not those of the rows."""
    right = rows.subquery()
    same_key = and_(*(each == right.c[each.name] for each in sums.primary_key))
    is_kept, is_due = tuple_(*_summed(sums)), tuple_(*(right.c[each.name] for each in _summed(sums)))
    return (
        select(func.count()).select_from(sums.join(right, same_key, full=True)).where(is_kept.is_distinct_from(is_due))
    )


def _summed(sums: Table) -> Sequence[Column[Any]]:
    return [each for each in sums.c if not each.primary_key]


def _added(sums: Table, of: FromClause) -> list[ColumnElement[Any]]:
    return [func.sum(of.c[each.name]).label(each.name) for each in _summed(sums)]


def _places(sums: Table) -> Sequence[ColumnElement[int]]:
    """Return where the key stands among the columns, as GROUP BY and ORDER BY take it."""
    return [literal_column(str(place), Integer) for place, _ in enumerate(sums.primary_key, start=1)]
