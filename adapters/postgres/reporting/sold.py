"""What was sold, as subqueries: UNION ALL of the tables of sums and of what is still in the queues.

Each is part of one statement, and so reads one snapshot, in which everything ordered, taken back or handed over is in
the sums or in a queue, never in both. Rows have a key and `MEASURES`, and there are several of a
key. Parameters are `restaurant`, `whose` (a waiter's id, or `EVERYBODY`), and those of `spans`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    Subquery,
    Table,
    Uuid,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from adapters.postgres.ordering.tables import order_products
from adapters.postgres.ordering.tables_of_queues import (
    bill_entries_to_roll_up,
    orders_to_roll_up,
    voids_to_roll_up,
)
from adapters.postgres.people.tables import users
from adapters.postgres.reporting.handovers import WAITING
from adapters.postgres.reporting.measures import measured, measures_of, sums
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

NO, YES = (literal_column(each, Integer) for each in "01")
_QUANTITY: Final = func.sum(order_products.c.quantity)
_REVENUE: Final = func.sum(order_products.c.quantity * order_products.c.unit_price)
WAS_ORDERED_HERE: Final = order_products.c.moved_from.is_(None)
"""A line that came from another order was counted there."""


def sums_of_lines(counted: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """Return what lines sold, as columns of a query grouped by order and key; `counted`: how many orders that is."""
    return measured(quantity=_QUANTITY, revenue=_REVENUE, orders=counted.cast(BigInteger))


def not_ordered_before(position: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return 1 where the product of a line was not ordered with the same order before this position, 0 where it was."""
    before = order_products.alias("ordered_before")
    ordered = exists().where(
        before.c.restaurant_id == RESTAURANT,
        before.c.order_id == order_products.c.order_id,
        before.c.position < position,
        before.c.product_id == order_products.c.product_id,
        before.c.moved_from.is_(None),
    )
    return case((ordered.correlate_except(before), NO), else_=YES)


def of_queue(queue: FromClause) -> ColumnElement[bool]:
    """Return the condition that a line is one of those that a row of the queue of orders is."""
    position = order_products.c.position
    return and_(
        order_products.c.order_id == queue.c.order_id,
        position >= queue.c.first_position,
        position < queue.c.first_position + queue.c.lines,
    )


def _waiting(queue: FromClause) -> Sequence[ColumnElement[bool]]:
    return (
        queue.c.restaurant_id == RESTAURANT,
        or_(WHOSE == EVERYBODY_SQL, queue.c.user_id == WHOSE),
        queue.c.business_date.between(START, END),
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
    """Return a LATERAL subquery of the lines of each row of the queue of orders, summed by product.

    LATERAL, so that the lines of each order are found by the index, whatever number of rows the planner assumes.
    """
    first = case((queue.c.orders == YES, YES), else_=not_ordered_before(queue.c.first_position))
    return (
        select(order_products.c.product_id, *sums_of_lines(first))
        .where(order_products.c.restaurant_id == RESTAURANT, of_queue(queue), WAS_ORDERED_HERE)
        .group_by(order_products.c.order_id, order_products.c.product_id)
        .lateral("lines")
    )


def taken_back(voids: FromClause) -> list[ColumnElement[Any]]:
    """Return what rows of the queue of voids take off the sums, as columns."""
    return measured(quantity=-voids.c.quantity, revenue=-voids.c.revenue)


def of_bills(bills: FromClause) -> list[ColumnElement[Any]]:
    """Return what entries of bills add to the sums, as columns."""
    return measured(discounts=bills.c.discount, refunds=bills.c.refund)


def summed(of: Subquery) -> CTE:
    """Return one row a key with the sums of its rows: a materialized CTE, computed once."""
    key, *_ = of.c
    return select(key, *sums(of)).group_by(key).cte("summed").prefix_with("MATERIALIZED", dialect="postgresql")


def _rolled_up(
    table: Table, key: ColumnElement[Any], theirs: ColumnElement[bool], ranges: Sequence[Range] = _RANGES
) -> Sequence[Rows]:
    return [
        select(key, *measures_of(table)).where(
            table.c.restaurant_id == RESTAURANT,
            theirs,
            table.c.span == literal_column(f"'{span}'"),
            table.c.starts_on.between(first, last),
        )
        for span, first, last in ranges
    ]


def _by(
    key: ColumnElement[Any],
    waiting: Callable[[FromClause], ColumnElement[Any]],
    theirs: ColumnElement[bool] = _THEIRS,
    ranges: Sequence[Range] = _RANGES,
) -> Subquery:
    queue, voids, bills = orders_to_roll_up, voids_to_roll_up, bill_entries_to_roll_up
    counted = measured(quantity=queue.c.quantity, revenue=queue.c.revenue, orders=queue.c.orders)
    waits = ((queue, counted), (voids, taken_back(voids)), (bills, of_bills(bills)), (WAITING, measures_of(WAITING)))
    not_yet = (select(waiting(each), *what).where(*_waiting(each)) for each, what in waits)
    return union_all(*_rolled_up(sales_by_hour, key, theirs, ranges), *not_yet).subquery("sold")


def _by_product() -> Subquery:
    lines = products_of(orders_to_roll_up)
    ordered = select(*lines.c).join_from(orders_to_roll_up, lines, true()).where(*_waiting(orders_to_roll_up))
    more = ((voids_to_roll_up, taken_back), (bill_entries_to_roll_up, of_bills))
    changed = (select(each.c.product_id, *what(each)).where(*_waiting(each)) for each, what in more)
    theirs = sales_by_product.c.user_id == WHOSE
    rolled_up = _rolled_up(sales_by_product, sales_by_product.c.product_id, theirs)
    return union_all(*rolled_up, ordered, *changed).subquery("sold")


def _month(day: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.to_char(day, literal_column("'YYYY-MM'")).label("month")


BY_PRODUCT: Final = _by_product()
BY_HOUR: Final = _by(sales_by_hour.c.local_hour, lambda queue: queue.c.local_hour)
BY_WAITER: Final = _by(
    sales_by_hour.c.user_id, lambda queue: queue.c.user_id, theirs=sales_by_hour.c.user_id.in_(_WAITERS)
)
BY_DAY: Final = _by(
    sales_by_hour.c.starts_on.label("business_date"),
    lambda queue: queue.c.business_date,
    ranges=[("day", START, END)],
)
BY_MONTH: Final = _by(_month(sales_by_hour.c.starts_on), lambda queue: _month(queue.c.business_date))
