"""What a command makes of an order, as writes: new rows, and updates of its own row and of its lines'."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Executable, Table, Update, bindparam, cast, column, func

from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.rows import RowsOf, Values
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

_TAKEN_POSITION: Final = {
    "order_products_pkey": OrderChanged,
    "orders_to_roll_up_pkey": OrderChanged,
    "handovers_to_roll_up_pkey": OrderChanged,
}
"""Two commands that add lines to one order at once want the same positions."""


def _progress(table: Table) -> Update:
    """Return the UPDATE of one order's lines from the array of rows `lines`."""
    new: Any = func.unnest(cast(bindparam("lines"), RowsOf(table))).table_valued(
        *(column(each.name, each.type) for each in table.c), name="lines_to_be"
    )
    key = [each.name for each in table.primary_key]
    return (
        table.update()
        .where(
            table.c.restaurant_id == bindparam("restaurant"),
            table.c.order_id == bindparam("order"),
            *(table.c[name] == new.c[name] for name in key),
        )
        .values({each: new.c[each.name] for each in table.c if each.name not in key})
    )


_CHANGE: Final = update_of(orders).where(orders.c.version == bindparam("before"))
_MOVE_LINES: Final = _progress(order_products)


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
    run = [_run(_CHANGE, {**new_values(orders, rows.order_row(restaurant, after)), "before": before.version})]
    if touched:
        lines = rows.line_rows(restaurant, after, touched)
        run.append(_run(_MOVE_LINES, {"restaurant": restaurant, "order": after.id, "lines": lines}))
    return Writes(new, unless=_TAKEN_POSITION, run=run)


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


def _run(statement: Executable, parameters: Mapping[str, object]) -> Run:
    return Run(statement, parameters, otherwise=OrderChanged)
