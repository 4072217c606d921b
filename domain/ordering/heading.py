"""What is said at the head of an order, changed: whom it is for, where they sit, and whose it is."""

from dataclasses import replace

from domain.kernel.ids import TableId, WaiterId
from domain.kernel.names import Name, Note
from domain.kernel.unchanged import UNCHANGED, Unchanged, following
from domain.ordering.chart import ORDER_COMMANDS, Command, Roles
from domain.ordering.moving import ensure_may_give
from domain.ordering.numbers import Guests
from domain.ordering.order import Order
from domain.ordering.refusals import OrderNotOpen


def headed(
    order: Order,
    roles: Roles,
    *,
    customer: Name | None = None,
    table: TableId | Unchanged | None = UNCHANGED,
    guests: Guests | Unchanged | None = UNCHANGED,
    note: Note | Unchanged | None = UNCHANGED,
    waiter: WaiterId | None = None,
) -> Order:
    """Return the order with what is given, or itself where nothing differs.

    Handed over, it is another waiter's from now on; what was ordered until then stays the sale that it was. Raises
    `CommandNotAllowed` and `OrderNotOpen`.
    """
    ensure_may_give(Command.CHANGE, roles)
    after = replace(
        order,
        customer=customer or order.customer,
        table=following(order.table, table),
        guests=following(order.guests, guests),
        note=following(order.note, note),
        waiter=waiter or order.waiter,
    )
    if after == order:
        return order
    if order.status is not ORDER_COMMANDS[Command.CHANGE].source:
        raise OrderNotOpen.now(order.status)
    if after.waiter != order.waiter:
        after = replace(after, lines=tuple(replace(line, sale=order.sale_of(line)) for line in order.lines))
    return replace(after, version=order.version + 1)
