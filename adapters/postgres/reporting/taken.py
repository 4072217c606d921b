"""What was taken, as SQL over what is written down of bills, payments and refunds.

The parameters are `restaurant`, and `start` and `end`, or `since`, `day` and `limit`.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Date,
    Executable,
    FromClause,
    Numeric,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from adapters.postgres.ordering.tables import IS_OPEN, order_products, orders
from adapters.postgres.ordering.tables_of_bills import bill_entries, order_payments, order_refunds
from adapters.postgres.people.tables import users
from adapters.postgres.reporting.facts import LINES_OF_AN_ORDER, SALE
from adapters.postgres.reporting.sold import END, NO, RESTAURANT, START

AMOUNTS: Final = ("voids", "service_charge", "tax", "added_tax", "rounding", "payments", "tips", "refunds")
_NONE: Final = literal_column("0::numeric", Numeric)


def _sum(column: Any, name: str) -> Any:  # noqa: ANN401 - columns of any table
    return func.sum(column).label(name)


_BY_RATE: Final = [bill_entries.c[each] for each in ("tax_category", "tax_name", "tax_percent", "tax_included")]


def _of_users(summed: FromClause) -> Executable:
    """Return sums with a `user_id` under the names of today."""
    return (
        select(*summed.c, users.c.name.label("user_name"))
        .join_from(summed, users, users.c.id == summed.c.user_id)
        .where(users.c.restaurant_id == RESTAURANT)
    )


BILLED: Final = _of_users(
    select(
        bill_entries.c.business_date,
        bill_entries.c.user_id,
        *_BY_RATE,
        *(_sum(bill_entries.c[each], each) for each in ("service_charge", "taxable", "tax", "added_tax")),
    )
    .where(bill_entries.c.restaurant_id == RESTAURANT, bill_entries.c.business_date.between(START, END))
    .group_by(bill_entries.c.business_date, bill_entries.c.user_id, *_BY_RATE)
    .subquery("billed")
)
PAID: Final = _of_users(
    select(
        order_payments.c.business_date,
        order_payments.c.taken_by.label("user_id"),
        order_payments.c.method,
        order_payments.c.kind,
        _sum(order_payments.c.amount, "payments"),
        _sum(order_payments.c.tip, "tips"),
        _sum(order_payments.c.rounding, "rounding"),
    )
    .where(order_payments.c.restaurant_id == RESTAURANT, order_payments.c.business_date.between(START, END))
    .group_by(order_payments.c.business_date, order_payments.c.taken_by, order_payments.c.method, order_payments.c.kind)
    .subquery("paid")
)
_OUT_OF: Final = and_(
    order_payments.c.restaurant_id == order_refunds.c.restaurant_id,
    order_payments.c.order_id == order_refunds.c.order_id,
    order_payments.c.id == order_refunds.c.payment_id,
)
REFUNDED: Final = (
    select(order_payments.c.method, order_payments.c.kind, _sum(order_refunds.c.amount, "refunds"))
    .join_from(order_refunds, order_payments, _OUT_OF)
    .where(
        order_refunds.c.restaurant_id == RESTAURANT,
        order_payments.c.restaurant_id == RESTAURANT,
        order_refunds.c.business_date.between(START, END),
    )
    .group_by(order_payments.c.method, order_payments.c.kind)
)


def _voided(*conditions: Any) -> Select[Any, Any, Any]:  # noqa: ANN401 - conditions of any kind
    value = (order_products.c.unit_price * order_products.c.voided).label("value")
    return (
        select(SALE.business_date.label("business_date"), SALE.user_id.label("user_id"), value)
        .join_from(orders, order_products, LINES_OF_AN_ORDER)
        .where(
            orders.c.restaurant_id == RESTAURANT,
            order_products.c.restaurant_id == RESTAURANT,
            order_products.c.voided > NO,
            *conditions,
        )
    )


_SOLD_ON: Final = order_products.c.sold_on
_ALL_VOIDED: Final = union_all(
    _voided(orders.c.business_date.between(START, END), _SOLD_ON.is_(None)), _voided(_SOLD_ON.between(START, END))
).subquery("all_voided")
VOIDED: Final = _of_users(
    select(_ALL_VOIDED.c.business_date, _ALL_VOIDED.c.user_id, _sum(_ALL_VOIDED.c.value, "voids"))
    .group_by(_ALL_VOIDED.c.business_date, _ALL_VOIDED.c.user_id)
    .subquery("voided")
)


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


_TOTAL: Final = case(
    (orders.c.billed.is_(None), orders.c.total_price + _of_the_order(bill_entries, "added_tax")),
    else_=orders.c.billed - _of_the_order(order_payments, "rounding", order_payments.c.business_date > _DAY),
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
    + _of_the_order(order_payments, "rounding")
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
