"""What is to be paid of orders, and whether that is what their bills' entries say, as SQL.

The parameters are `restaurant`, and `since`, `day` and `limit`, or `start` and `end`.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Date,
    Numeric,
    ScalarSelect,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from adapters.postgres.ordering.tables import IS_OPEN, orders
from adapters.postgres.ordering.tables_of_bills import bill_entries, order_payments, order_refunds
from adapters.postgres.reporting.sold import END, NO, RESTAURANT, START
from adapters.postgres.reporting.taken import OUT_OF

_NONE: Final = literal_column("0::numeric", Numeric)


def _of_the_order(table: Any, column: str, *conditions: Any) -> ScalarSelect[Any]:  # noqa: ANN401 - any table
    """Return what a column of the order's rows adds up to, with these conditions."""
    return (
        select(func.coalesce(func.sum(table.c[column]), _NONE))
        .where(table.c.restaurant_id == RESTAURANT, table.c.order_id == orders.c.id, *conditions)
        .correlate(orders)
        .scalar_subquery()
    )


_SINCE, _DAY = bindparam("since", type_=Date), bindparam("day", type_=Date)


def _on_account(value: Any) -> Any:  # noqa: ANN401 - an expression
    return case((orders.c.billed.is_(None), _NONE), else_=value)


def _rounding(*of_refunds: Any, of_payments: Sequence[Any] = ()) -> ScalarSelect[Any]:  # noqa: ANN401 - conditions
    """Return what the payments of which something is left are rounded by, where these refunds and payments are all."""
    given_back = (
        select(func.coalesce(func.sum(order_refunds.c.amount), _NONE))
        .where(order_refunds.c.restaurant_id == RESTAURANT, OUT_OF, *of_refunds)
        .correlate(order_payments)
        .scalar_subquery()
    )
    is_left = or_(order_payments.c.amount == NO, order_payments.c.amount > given_back)
    return _of_the_order(order_payments, "rounding", order_payments.c.rounding != NO, *of_payments, is_left)


_ROUNDING: Final = _rounding()
_ROUNDING_THEN: Final = _rounding(
    order_refunds.c.business_date <= _DAY, of_payments=(order_payments.c.business_date <= _DAY,)
)
_TOTAL: Final = case(
    (orders.c.billed.is_(None), orders.c.total_price + _of_the_order(bill_entries, "added_tax")),
    else_=orders.c.billed - _ROUNDING + _ROUNDING_THEN,
)
_PAID: Final = _on_account(
    _of_the_order(order_payments, "amount", order_payments.c.business_date <= _DAY)
    - _of_the_order(order_refunds, "amount", order_refunds.c.business_date <= _DAY)
)
_COLUMNS: Final = [orders.c[each] for each in ("id", "number", "customer_name", "business_date")]
_PAID_LATER: Final = (
    select(order_payments.c.order_id)
    .where(order_payments.c.restaurant_id == RESTAURANT, order_payments.c.business_date > _DAY)
    .distinct()
    .subquery("paid_later")
)


def _until_then() -> CompoundSelect[Any]:
    columns = [*_COLUMNS, _TOTAL.label("total"), _PAID.label("paid")]
    ours = (orders.c.restaurant_id == RESTAURANT, orders.c.business_date.between(_SINCE, _DAY))
    return union_all(
        select(*columns).where(*ours, IS_OPEN),
        select(*columns).join_from(orders, _PAID_LATER, _PAID_LATER.c.order_id == orders.c.id).where(*ours, ~IS_OPEN),
    )


_THEN: Final = _until_then().subquery("open_then")
CARRIED_OVER: Final = (
    select(
        _THEN,
        func.count().over().label("orders"),
        func.sum(_THEN.c.total - _THEN.c.paid).over().label("due"),
    )
    .order_by(_THEN.c.business_date.desc(), _THEN.c.id.desc())
    .limit(bindparam("limit", type_=BigInteger))
)
_LEFT: Final = (
    orders.c.total_price
    - _of_the_order(bill_entries, "discount")
    + _of_the_order(bill_entries, "service_charge")
    + _of_the_order(bill_entries, "added_tax")
    + _ROUNDING
)
UNBALANCED: Final = (
    select(orders.c.id)
    .where(
        orders.c.restaurant_id == RESTAURANT,
        orders.c.business_date.between(START, END),
        orders.c.billed.is_not(None),
        or_(
            orders.c.billed != _LEFT,
            orders.c.paid != _of_the_order(order_payments, "amount") - _of_the_order(order_refunds, "amount"),
        ),
    )
    .order_by(orders.c.id)
)
