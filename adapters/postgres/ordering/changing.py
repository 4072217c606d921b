"""What a command makes of an order, as writes: new rows, and others for its own row and its lines'."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Table

from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.replacing import version_rule
from adapters.postgres.kernel.rows import Values
from adapters.postgres.ordering import rows, waiting_rows
from adapters.postgres.ordering.tables import (
    handovers_to_roll_up,
    order_products,
    order_voids,
    orders,
    orders_to_roll_up,
    voids_to_roll_up,
)
from domain.kernel.ids import RestaurantId
from domain.ordering.line import Void
from domain.ordering.order import Order
from domain.ordering.refusals import OrderChanged

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
    replaced: dict[Table, Sequence[Values]] = {orders: [rows.order_row(restaurant, after)]}
    if touched:
        replaced[order_products] = rows.line_rows(restaurant, after, touched)
    return Writes(new, replaced, unless=_CHANGED)


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
