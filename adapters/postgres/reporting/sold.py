"""What was sold, as SQL: the rollups of what they have counted, and the orders that they have not.

Each is one selectable, so that a report reads one snapshot: there every order is in the rollups or in the queue, never
in both. Their parameters are `restaurant`, `whose` (all zeros for everybody), and those of `spans`.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Select,
    Subquery,
    Table,
    Uuid,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from adapters.postgres.ordering.tables import order_products, orders_to_roll_up
from adapters.postgres.people.tables import users
from adapters.postgres.reporting.tables import sales_by_hour, sales_by_product
from domain.kernel.ids import WaiterId

Rows = Select[*tuple[Any, ...]]

EVERYBODY: Final = UUID(int=0)
_NOBODY: Final = UUID(int=2**128 - 1)

RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
WHOSE: Final = bindparam("whose", type_=Uuid)
EVERYBODY_SQL: Final = literal_column(f"'{EVERYBODY}'::uuid", Uuid)
START, END = bindparam("start", type_=Date), bindparam("end", type_=Date)
_RANGES: Final = (
    ("month", "first_month", "last_month"),
    ("day", "before_from", "before_to"),
    ("day", "after_from", "after_to"),
)
ONE_ORDER: Final = literal_column("1::bigint", BigInteger).label("orders")
SUMS: Final = (
    # Of one order, and of one product or hour of it.
    func.sum(order_products.c.quantity).label("quantity"),
    func.sum(order_products.c.quantity * order_products.c.unit_price).label("revenue"),
    ONE_ORDER,
)
_ASKED_FOR: Final = (
    orders_to_roll_up.c.restaurant_id == RESTAURANT,
    or_(WHOSE == EVERYBODY_SQL, orders_to_roll_up.c.user_id == WHOSE),
    orders_to_roll_up.c.business_date.between(START, END),
)
_WAITERS: Final = select(users.c.id).where(
    users.c.restaurant_id == RESTAURANT, or_(WHOSE == EVERYBODY_SQL, users.c.id == WHOSE)
)


def whose(waiter: WaiterId | None) -> UUID:
    """Return the parameter `whose`. Who asks for the id of all zeros asks for somebody who is not there."""
    if waiter is None:
        return EVERYBODY
    return _NOBODY if waiter == EVERYBODY else waiter


def by_product() -> Subquery:
    """Return rows of `product_id`, `quantity`, `revenue`, `orders`: several a product."""
    lines = products_of(orders_to_roll_up)
    waiting = select(*lines.c).join_from(orders_to_roll_up, lines, true()).where(*_ASKED_FOR)
    return _together(*_spans(sales_by_product, sales_by_product.c.product_id, _whose(sales_by_product)), waiting)


def by_hour() -> Subquery:
    """Return rows of `local_hour`, `quantity`, `revenue`, `orders`: several an hour."""
    waiting = _waiting(orders_to_roll_up.c.local_hour)
    return _together(*_spans(sales_by_hour, sales_by_hour.c.local_hour, _whose(sales_by_hour)), waiting)


def by_waiter() -> Subquery:
    """Return rows of `user_id`, `quantity`, `revenue`, `orders`: several a waiter."""
    theirs = sales_by_hour.c.user_id.in_(_WAITERS)
    return _together(*_spans(sales_by_hour, sales_by_hour.c.user_id, theirs), _waiting(orders_to_roll_up.c.user_id))


def by_day() -> Subquery:
    """Return rows of `business_date`, `quantity`, `revenue`, `orders`: several a day."""
    day = sales_by_hour.c.starts_on.label("business_date")
    counted = _counted(sales_by_hour, day, _whose(sales_by_hour), "day", START, END)
    return _together(counted, _waiting(orders_to_roll_up.c.business_date))


def products_of(queue: FromClause) -> FromClause:
    """Return rows of `product_id`, `quantity`, `revenue`, `orders` for an order of the queue, looked up by itself.

    However many PostgreSQL believes there are, it cannot go through all lines instead to find theirs.
    """
    return (
        select(order_products.c.product_id, *SUMS)
        .where(
            order_products.c.restaurant_id == queue.c.restaurant_id,
            order_products.c.order_id == queue.c.order_id,
        )
        .group_by(order_products.c.product_id)
        .lateral("lines")
    )


def by_month() -> Subquery:
    """Return rows of `month`, `quantity`, `revenue`, `orders`: several a month."""
    month = _month(sales_by_hour.c.starts_on)
    waiting = _waiting(_month(orders_to_roll_up.c.business_date))
    return _together(*_spans(sales_by_hour, month, _whose(sales_by_hour)), waiting)


def summed(of: Subquery, key: str) -> CTE:
    """Return one row a key: the sums of its rows, made once, however the planner goes on from there."""
    together = select(of.c[key], *sums(of)).group_by(of.c[key])
    return together.cte("summed").prefix_with("MATERIALIZED", dialect="postgresql")


def sums(of: FromClause) -> list[ColumnElement[Any]]:
    """Return the sums of such rows. Only revenue may pass what a bigint holds."""
    return [
        func.sum(of.c.quantity).cast(BigInteger).label("quantity"),
        func.sum(of.c.revenue).label("revenue"),
        func.sum(of.c.orders).cast(BigInteger).label("orders"),
    ]


def _month(day: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.to_char(day, literal_column("'YYYY-MM'")).label("month")


def _whose(table: Table) -> ColumnElement[bool]:
    return table.c.user_id == WHOSE


def _spans(table: Table, key: ColumnElement[Any], theirs: ColumnElement[bool]) -> Sequence[Rows]:
    return [
        _counted(table, key, theirs, span, bindparam(first, type_=Date), bindparam(last, type_=Date))
        for span, first, last in _RANGES
    ]


def _counted(
    table: Table,
    key: ColumnElement[Any],
    theirs: ColumnElement[bool],
    span: str,
    first: ColumnElement[Any],
    last: ColumnElement[Any],
) -> Rows:
    return select(key, table.c.quantity, table.c.revenue, table.c.orders).where(
        table.c.restaurant_id == RESTAURANT,
        theirs,
        table.c.span == literal_column(f"'{span}'"),
        table.c.starts_on.between(first, last),
    )


def _waiting(key: ColumnElement[Any]) -> Rows:
    return select(key, orders_to_roll_up.c.quantity, orders_to_roll_up.c.revenue, ONE_ORDER).where(*_ASKED_FOR)


def _together(*parts: Rows) -> Subquery:
    return union_all(*parts).subquery("sold")
