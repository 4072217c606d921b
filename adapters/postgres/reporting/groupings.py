"""What was sold, group by group, as SQL: each a row of `key`, the sums, and a `name` where it has one."""

from typing import Any, Final

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    collate,
    extract,
    func,
    literal_column,
    select,
)

from adapters.postgres.catalogue.tables import products
from adapters.postgres.people.tables import users
from adapters.postgres.reporting import sold
from domain.reporting.sales import GroupBy


def _in_order(of: FromClause, key: ColumnElement[Any]) -> sold.Rows:
    """Return groups in the order of their keys."""
    return select(key.label("key"), *sold.sums(of)).group_by(key).order_by(key)


def _named(of: CTE, named: FromClause, key: ColumnElement[Any], *more: ColumnElement[Any]) -> sold.Rows:
    """Return groups that have names, the most revenue first."""
    return (
        select(named.c.id.label("key"), named.c.name, of.c.quantity, of.c.revenue, of.c.orders, *more)
        .join_from(of, named, named.c.id == key)
        .where(named.c.restaurant_id == sold.RESTAURANT)
        .order_by(of.c.revenue.desc(), collate(named.c.name, "C"), named.c.id)
    )


_DAYS, _MONTHS, _HOURS = sold.by_day(), sold.by_month(), sold.by_hour()
_WAITERS: Final = sold.summed(sold.by_waiter(), "user_id")
_PRODUCTS: Final = sold.summed(sold.by_product(), "product_id")
_WEEKDAY: Final = extract("isodow", _DAYS.c.business_date).cast(Integer)
# In the same statement, so that it is the same moment.
_ALL_ORDERS: Final = select(func.sum(_HOURS.c.orders).cast(BigInteger)).scalar_subquery().label("all_orders")

GROUPINGS: Final[dict[GroupBy, sold.Rows]] = {
    GroupBy.DAY: _in_order(_DAYS, _DAYS.c.business_date),
    GroupBy.WEEK: _in_order(_DAYS, func.to_char(_DAYS.c.business_date, literal_column("'IYYY-\"W\"IW'"))),
    GroupBy.MONTH: _in_order(_MONTHS, _MONTHS.c.month),
    GroupBy.HOUR: _in_order(_HOURS, _HOURS.c.local_hour),
    GroupBy.WEEKDAY: _in_order(_DAYS, _WEEKDAY),
    GroupBy.WAITER: _named(_WAITERS, users, _WAITERS.c.user_id),
    GroupBy.PRODUCT: _named(_PRODUCTS, products, _PRODUCTS.c.product_id, _ALL_ORDERS),
}
