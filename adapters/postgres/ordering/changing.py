"""What a command makes of an order, as writes: new rows, and others for its own row and its lines'."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Table, bindparam

from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.replacing import version_rule
from adapters.postgres.kernel.rows import Values
from adapters.postgres.ordering import account_rows, entry_rows, rows, waiting_rows
from adapters.postgres.ordering.tables import order_products, order_voids, orders
from adapters.postgres.ordering.tables_of_bills import bill_entries, order_discounts, order_payments, order_refunds
from adapters.postgres.ordering.tables_of_queues import (
    bill_entries_to_roll_up,
    handovers_to_roll_up,
    orders_to_roll_up,
    receipts_to_number,
    voids_to_roll_up,
)
from domain.billing.account import Account
from domain.kernel.ids import RestaurantId
from domain.ordering.billed import entries
from domain.ordering.days import days_changed
from domain.ordering.line import Void
from domain.ordering.order import Order
from domain.ordering.refusals import OrderChanged

_TAKE_OFF: Final = (
    order_discounts.update()
    .where(
        order_discounts.c.restaurant_id == bindparam("restaurant"),
        order_discounts.c.order_id == bindparam("order"),
        order_discounts.c.id == bindparam("discount"),
    )
    .values(removed_in=bindparam("version"))
)
_CHANGED: Final = {version_rule(orders): OrderChanged}


def change(restaurant: RestaurantId, before: Order, after: Order, voids: Sequence[Void]) -> Writes:
    """Return what makes `before`, if it is at that version yet, `after`."""
    first = len(before.lines)
    added = range(first, len(after.lines))
    touched = [place for place in range(first) if after.lines[place] != before.lines[place]]
    new: dict[Table, Sequence[Values]] = {}
    if added:
        new[order_products] = rows.line_rows(restaurant, after, added)
    if any(line.moved_from is None for line in after.lines[first:]):  # others were counted where they were ordered
        new[orders_to_roll_up] = [waiting_rows.waiting_addition(restaurant, after, first)]
    if voids:
        new[order_voids] = [rows.void_row(restaurant, after.id, void) for void in voids]
        new[voids_to_roll_up] = [waiting_rows.waiting_void(restaurant, after, void) for void in voids]
    if after.waiter != before.waiter:
        new[handovers_to_roll_up] = [_waiting_handover(restaurant, before, after)]
    if after.closed_at is not None and before.closed_at is None:
        new[receipts_to_number] = [_waiting_receipt(restaurant, after)]
    new |= on_account(restaurant, before.account, after) | bill_entries_of(restaurant, before, after)
    replaced: dict[Table, Sequence[Values]] = {orders: [rows.order_row(restaurant, after)]}
    if touched:
        replaced[order_products] = rows.line_rows(restaurant, after, touched)
    return Writes(
        new,
        replaced,
        unless=_CHANGED,
        run=_taken_off(restaurant, before, after),
        days={(restaurant, day) for day in days_changed(before, after)},
    )


def bill_entries_of(restaurant: RestaurantId, before: Order | None, after: Order) -> dict[Table, Sequence[Values]]:
    """Return the rows of what became of an order's bill, where anything did."""
    found = [*enumerate(entries(before, after))]
    waiting = [(number, each) for number, each in found if each.more.discount or each.more.refund]
    return _with_rows(
        {
            bill_entries: [entry_rows.entry_row(restaurant, after, *each) for each in found],
            bill_entries_to_roll_up: [entry_rows.waiting_entry(restaurant, after, *each) for each in waiting],
        }
    )


def on_account(restaurant: RestaurantId, was: Account, after: Order) -> dict[Table, Sequence[Values]]:
    """Return the rows of what came on an order's account."""
    now = after.account
    if now is was:
        return {}
    known = {each.id for each in was.discounts}
    given = [each for each in now.discounts if each.id not in known]
    return _with_rows(
        {
            order_discounts: [account_rows.discount_row(restaurant, after, each) for each in given],
            order_payments: [
                account_rows.payment_row(restaurant, after, each) for each in now.payments[len(was.payments) :]
            ],
            order_refunds: [
                account_rows.refund_row(restaurant, after, each) for each in now.refunds[len(was.refunds) :]
            ],
        }
    )


def _taken_off(restaurant: RestaurantId, before: Order, after: Order) -> Sequence[Run]:
    if before.account.discounts is after.account.discounts:
        return ()
    now = {each.id for each in after.account.discounts}
    which = {"restaurant": restaurant, "order": after.id, "version": after.version}
    return [Run(_TAKE_OFF, {**which, "discount": each.id}) for each in before.account.discounts if each.id not in now]


def _with_rows(tables: dict[Table, Sequence[Values]]) -> dict[Table, Sequence[Values]]:
    return {table: several for table, several in tables.items() if several}


def _waiting_receipt(restaurant: RestaurantId, after: Order) -> Values:
    return {
        "restaurant_id": restaurant,
        "order_id": after.id,
        "order_version": after.version,
        "closed_at": after.closed_at,
    }


def _waiting_handover(restaurant: RestaurantId, before: Order, after: Order) -> Values:
    return {
        "restaurant_id": restaurant,
        "order_id": after.id,
        "order_version": after.version,
        "former_user_id": before.waiter,
        "user_id": after.waiter,
        "business_date": after.business_date,
        "local_hour": after.local_hour,
    }
