"""A restaurant's rows in tables that keep sums under a key, as SQL: computing, adding to, and comparing them."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Integer,
    Numeric,
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
    union_all,
    values,
)
from sqlalchemy.dialects.postgresql import Insert, insert

from adapters.postgres.reporting import handovers
from adapters.postgres.reporting.measures import measured
from adapters.postgres.reporting.sold import EVERYBODY_SQL, RESTAURANT, Rows, of_bills, products_of, taken_back

_SPANS: Final = values(column("span", String), name="spans", literal_binds=True).data([("day",), ("month",)])
_WHOSE: Final = values(column("everybody", Boolean), name="whose", literal_binds=True).data([(False,), (True,)])


def by_product(taken: FromClause, voids: FromClause, bills: FromClause) -> FromClause:
    """Return what was taken from the queues, by order and product: lines are looked up, voids say it themselves."""
    lines = products_of(taken)
    sold = select(taken.c.restaurant_id, taken.c.user_id, taken.c.business_date, *lines.c).join_from(
        taken, lines, true()
    )
    voided = select(
        voids.c.restaurant_id, voids.c.user_id, voids.c.business_date, voids.c.product_id, *taken_back(voids)
    )
    return union_all(sold, voided, _of_bills(bills, "product_id")).subquery("sold")


def by_hour(taken: FromClause, voids: FromClause, bills: FromClause, handed: FromClause) -> FromClause:
    """Return what was taken from the queues, by order and hour: the queues' rows say it."""
    sold = select(
        taken.c.restaurant_id,
        taken.c.user_id,
        taken.c.business_date,
        taken.c.local_hour,
        *measured(quantity=taken.c.quantity, revenue=taken.c.revenue, orders=taken.c.orders),
    )
    voided = select(
        voids.c.restaurant_id, voids.c.user_id, voids.c.business_date, voids.c.local_hour, *taken_back(voids)
    )
    return union_all(sold, voided, _of_bills(bills, "local_hour"), *handovers.counted(handed)).subquery("sold")


def _of_bills(bills: FromClause, key: str) -> Rows:
    return select(bills.c.restaurant_id, bills.c.user_id, bills.c.business_date, bills.c[key], *of_bills(bills))


def added_up(sums: Table, sold: FromClause) -> Rows:
    """Return the rows of a table of sums, made of what was `sold` by order and key.

    Orders are summed to days of a waiter. Each of those counts four times: in its day and its month, of the waiter and
    of `EVERYBODY`.
    """
    key = sums.primary_key.columns.keys()[-1]
    keys = (sold.c.restaurant_id, sold.c.user_id, sold.c.business_date, sold.c[key])
    days = select(*keys, *_added(sums, sold)).group_by(*keys).subquery("days")
    month = month_of(days.c.business_date)
    return (
        select(
            RESTAURANT.label("restaurant_id"),
            case((_WHOSE.c.everybody, EVERYBODY_SQL), else_=days.c.user_id).label("user_id"),
            _SPANS.c.span,
            case((_SPANS.c.span == literal_column("'day'"), days.c.business_date), else_=month).label("starts_on"),
            days.c[key],
            *_added(sums, days),
        )
        .join_from(days, _SPANS, true())
        .join(_WHOSE, true())
        .group_by(*_positions(sums))
    )


def month_of(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the first day of a date's month."""
    # A date by itself is made a moment of the session's time zone; as a timestamp it has none, which is immutable.
    return func.date_trunc(literal_column("'month'"), day.cast(DateTime)).cast(Date)


def counted(products: FromClause) -> Rows:
    """Return the rows of `product_counts` for these products."""
    number = func.count().label("products")
    return select(RESTAURANT.label("restaurant_id"), number).select_from(products).group_by(products.c.restaurant_id)


def filling(sums: Table, rows: Rows) -> Insert:
    """Return the INSERT of rows where there are none, in key order, so that rows of one report share pages."""
    return insert(sums).from_select(rows.selected_columns.keys(), rows.order_by(*_positions(sums)))


def adding(sums: Table, rows: Rows) -> Insert:
    """Return the INSERT ... ON CONFLICT that adds rows to the sums."""
    new = insert(sums).from_select(rows.selected_columns.keys(), rows)
    added = {each.name: each + new.excluded[each.name] for each in _summed(sums)}
    return new.on_conflict_do_update(index_elements=list(sums.primary_key), set_=added)


def differing(sums: Table, rows: Rows) -> Select[int]:
    """Return the query of how many keys have other sums than the rows, those on one side only included.

    What is not there is as good as nothing: a waiter whose only order was handed over keeps a row of zeros.
    """
    left, right = select(sums).where(sums.c.restaurant_id == RESTAURANT).subquery(), rows.subquery()
    same_key = and_(*(left.c[each.name] == right.c[each.name] for each in sums.primary_key))
    actual, expected = (tuple_(*(_or_nothing(side.c[each.name]) for each in _summed(sums))) for side in (left, right))
    return (
        select(func.count()).select_from(left.join(right, same_key, full=True)).where(actual.is_distinct_from(expected))
    )


def _or_nothing(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(value, literal_column("0")) if isinstance(value.type, Integer | Numeric) else value


def _summed(sums: Table) -> Sequence[Column[Any]]:
    return [each for each in sums.c if not each.primary_key]


def _added(sums: Table, of: FromClause) -> list[ColumnElement[Any]]:
    return [func.sum(of.c[each.name]).label(each.name) for each in _summed(sums)]


def _positions(sums: Table) -> Sequence[ColumnElement[int]]:
    """Return the positions of the key's columns, for GROUP BY and ORDER BY."""
    return [literal_column(str(place), Integer) for place, _ in enumerate(sums.primary_key, start=1)]
