"""What was sold, as subqueries: UNION ALL of the tables of sums and of the orders still in the queue.

Each is part of one statement, and so reads one snapshot, in which every order is in the sums or in the queue, never in
both. Rows have a key, `quantity`, `revenue` and `orders`, and there are several of a key. Parameters are `restaurant`,
`whose` (a waiter's id, or `EVERYBODY`), and those of `spans`.
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
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from adapters.postgres.people.tables import users
from adapters.postgres.reporting.spans import RANGES
from adapters.postgres.reporting.tables import EVERYBODY, sales_by_hour, sales_by_product
from domain.kernel.ids import WaiterId

Rows = Select[*tuple[Any, ...]]

_NO_WAITER: Final = UUID(int=2**128 - 1)

RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
WHOSE: Final = bindparam("whose", type_=Uuid)
EVERYBODY_SQL: Final = literal_column(f"'{EVERYBODY}'::uuid", Uuid)
START, END = bindparam("start", type_=Date), bindparam("end", type_=Date)

Range = tuple[str, ColumnElement[Any], ColumnElement[Any]]
"""A span (day or month), and the parameters of the first and last `starts_on`."""
_RANGES: Final[Sequence[Range]] = [
    (span, bindparam(first, type_=Date), bindparam(last, type_=Date)) for span, first, last in RANGES
]
_THEIRS: Final = sales_by_hour.c.user_id == WHOSE

LINES_OF_AN_ORDER: Final = and_(
    order_products.c.restaurant_id == orders.c.restaurant_id, order_products.c.order_id == orders.c.id
)
ONE_ORDER: Final = literal_column("1::bigint", BigInteger).label("orders")
SUMS: Final = (
    # Grouped by order and product, or by order and hour.
    func.sum(order_products.c.quantity).label("quantity"),
    func.sum(order_products.c.quantity * order_products.c.unit_price).label("revenue"),
    ONE_ORDER,
)
_WAITING: Final = (
    orders_to_roll_up.c.restaurant_id == RESTAURANT,
    or_(WHOSE == EVERYBODY_SQL, orders_to_roll_up.c.user_id == WHOSE),
    orders_to_roll_up.c.business_date.between(START, END),
)
_WAITERS: Final = select(users.c.id).where(
    users.c.restaurant_id == RESTAURANT, or_(WHOSE == EVERYBODY_SQL, users.c.id == WHOSE)
)


def whose(waiter: WaiterId | None) -> UUID:
    """Return the parameter `whose`. A request for the id of `EVERYBODY` is for a waiter who does not exist."""
    if waiter is None:
        return EVERYBODY
    return _NO_WAITER if waiter == EVERYBODY else waiter


def products_of(queue: FromClause) -> FromClause:
    """Return a LATERAL subquery of the lines of each order of the queue, summed by product.

    LATERAL, so that the lines of each order are found by the index, whatever number of rows the planner assumes.
    """
    return (
        select(order_products.c.product_id, *SUMS)
        .where(
            order_products.c.restaurant_id == RESTAURANT,
            order_products.c.order_id == queue.c.order_id,
        )
        .group_by(order_products.c.product_id)
        .lateral("lines")
    )


def summed(of: Subquery) -> CTE:
    """Return one row a key with the sums of its rows: a materialized CTE, computed once."""
    key, *_ = of.c
    return select(key, *sums(of)).group_by(key).cte("summed").prefix_with("MATERIALIZED", dialect="postgresql")


def sums(of: FromClause) -> list[ColumnElement[Any]]:
    """Return the sums as columns. Revenue stays numeric: it may exceed a bigint."""
    return [
        func.sum(of.c.quantity).cast(BigInteger).label("quantity"),
        func.sum(of.c.revenue).label("revenue"),
        func.sum(of.c.orders).cast(BigInteger).label("orders"),
    ]


def _rolled_up(
    table: Table, key: ColumnElement[Any], theirs: ColumnElement[bool], ranges: Sequence[Range] = _RANGES
) -> Sequence[Rows]:
    return [
        select(key, table.c.quantity, table.c.revenue, table.c.orders).where(
            table.c.restaurant_id == RESTAURANT,
            theirs,
            table.c.span == literal_column(f"'{span}'"),
            table.c.starts_on.between(first, last),
        )
        for span, first, last in ranges
    ]


def _by(
    key: ColumnElement[Any],
    waiting: ColumnElement[Any],
    theirs: ColumnElement[bool] = _THEIRS,
    ranges: Sequence[Range] = _RANGES,
) -> Subquery:
    queue = select(waiting, orders_to_roll_up.c.quantity, orders_to_roll_up.c.revenue, ONE_ORDER).where(*_WAITING)
    return union_all(*_rolled_up(sales_by_hour, key, theirs, ranges), queue).subquery("sold")


def _by_product() -> Subquery:
    lines = products_of(orders_to_roll_up)
    queue = select(*lines.c).join_from(orders_to_roll_up, lines, true()).where(*_WAITING)
    theirs = sales_by_product.c.user_id == WHOSE
    return union_all(*_rolled_up(sales_by_product, sales_by_product.c.product_id, theirs), queue).subquery("sold")


def _month(day: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.to_char(day, literal_column("'YYYY-MM'")).label("month")


BY_PRODUCT: Final = _by_product()
BY_HOUR: Final = _by(sales_by_hour.c.local_hour, orders_to_roll_up.c.local_hour)
BY_WAITER: Final = _by(
    sales_by_hour.c.user_id, orders_to_roll_up.c.user_id, theirs=sales_by_hour.c.user_id.in_(_WAITERS)
)
BY_DAY: Final = _by(
    sales_by_hour.c.starts_on.label("business_date"),
    orders_to_roll_up.c.business_date,
    ranges=[("day", START, END)],
)
BY_MONTH: Final = _by(_month(sales_by_hour.c.starts_on), _month(orders_to_roll_up.c.business_date))
