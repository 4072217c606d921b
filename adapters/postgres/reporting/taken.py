"""What was taken, as SQL over what is written down of bills, payments and refunds.

The parameters are `restaurant`, `start` and `end`.
"""

from typing import Any, Final

from sqlalchemy import (
    Executable,
    FromClause,
    Select,
    and_,
    func,
    select,
    union_all,
)

from adapters.postgres.ordering.tables import order_products, orders
from adapters.postgres.ordering.tables_of_bills import bill_entries, order_payments, order_refunds
from adapters.postgres.people.tables import users
from adapters.postgres.reporting.facts import LINES_OF_AN_ORDER, SALE
from adapters.postgres.reporting.sold import END, NO, RESTAURANT, START

AMOUNTS: Final = ("voids", "service_charge", "tax", "added_tax", "rounding", "payments", "tips", "refunds")


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
OUT_OF: Final = and_(
    order_payments.c.restaurant_id == order_refunds.c.restaurant_id,
    order_payments.c.order_id == order_refunds.c.order_id,
    order_payments.c.id == order_refunds.c.payment_id,
)
REFUNDED: Final = (
    select(order_payments.c.method, order_payments.c.kind, _sum(order_refunds.c.amount, "refunds"))
    .join_from(order_refunds, order_payments, OUT_OF)
    .where(
        order_refunds.c.restaurant_id == RESTAURANT,
        order_payments.c.restaurant_id == RESTAURANT,
        order_refunds.c.business_date.between(START, END),
    )
    .group_by(order_payments.c.method, order_payments.c.kind)
)


_KEY: Final = [order_payments.c[each] for each in ("restaurant_id", "order_id", "id")]
_LAST_BACK: Final = func.max(order_refunds.c.business_date)
_EMPTIED: Final = (
    select(_LAST_BACK.label("business_date"), *_KEY)
    .join_from(order_refunds, order_payments, OUT_OF)
    .where(
        order_refunds.c.restaurant_id == RESTAURANT,
        order_payments.c.restaurant_id == RESTAURANT,
        order_payments.c.rounding != NO,
    )
    .group_by(*_KEY, order_payments.c.amount)
    .having(func.sum(order_refunds.c.amount) == order_payments.c.amount)
)
"""Payments that were rounded, and when the last of them was given back: with it goes what they were rounded by."""
_BACK = order_refunds.alias("back")
_OF_THESE_DAYS: Final = order_refunds.c.order_id.in_(
    select(_BACK.c.order_id).where(_BACK.c.restaurant_id == RESTAURANT, _BACK.c.business_date.between(START, END))
)
"""Says nothing new, but keeps those of every other day from being looked up."""
_GONE: Final = _EMPTIED.where(_OF_THESE_DAYS).having(_LAST_BACK.between(START, END)).subquery("gone")
UNROUNDED: Final = _of_users(
    select(
        _GONE.c.business_date,
        order_payments.c.taken_by.label("user_id"),
        order_payments.c.method,
        order_payments.c.kind,
        _sum(-order_payments.c.rounding, "rounding"),
    )
    .join_from(
        _GONE,
        order_payments,
        and_(*(order_payments.c[each] == _GONE.c[each] for each in ("restaurant_id", "order_id", "id"))),
    )
    .where(order_payments.c.restaurant_id == RESTAURANT)
    .group_by(_GONE.c.business_date, order_payments.c.taken_by, order_payments.c.method, order_payments.c.kind)
    .subquery("unrounded")
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
