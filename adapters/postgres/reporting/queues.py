"""A restaurant's queues of what no sum has counted yet, as SQL: what waits, taking a batch.

They are of orders, voids, bills, handovers and products. Parameters are `restaurant` and, to take a batch, `most`.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
)

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.ordering.tables import order_voids, orders
from adapters.postgres.ordering.tables_of_bills import bill_entries
from adapters.postgres.ordering.tables_of_queues import (
    bill_entries_to_roll_up,
    handovers_to_roll_up,
    orders_to_roll_up,
    voids_to_roll_up,
)
from adapters.postgres.reporting import handovers
from adapters.postgres.reporting.sold import RESTAURANT, YES, Rows, of_queue

MOST: Final = bindparam("most", type_=BigInteger)
OUR_ORDERS: Final = orders_to_roll_up.c.restaurant_id == RESTAURANT
OUR_VOIDS: Final = voids_to_roll_up.c.restaurant_id == RESTAURANT
OUR_HANDOVERS: Final = handovers_to_roll_up.c.restaurant_id == RESTAURANT
OUR_BILLS: Final = bill_entries_to_roll_up.c.restaurant_id == RESTAURANT
_OUR_PRODUCTS: Final = products_to_count.c.restaurant_id == RESTAURANT
ORDER_WAITS: Final = exists().where(
    OUR_ORDERS, orders_to_roll_up.c.order_id == orders.c.id, orders_to_roll_up.c.orders == YES
)
HANDED: Final = handovers_to_roll_up.c.order_id
# Whose order it was at first is counted before whose it is.
_HANDED_AND_COUNTED: Final = (
    OUR_HANDOVERS,
    ~exists().where(OUR_ORDERS, orders_to_roll_up.c.order_id == HANDED, orders_to_roll_up.c.orders == YES),
)
HANDED_OVER: Final = [each.where(*_HANDED_AND_COUNTED) for each in handovers.not_counted()]
"""What waits of orders that are in the sums, as `facts` takes it off."""
LINE_WAITS: Final = exists().where(OUR_ORDERS, of_queue(orders_to_roll_up))
VOID_WAITS: Final = exists().where(OUR_VOIDS, voids_to_roll_up.c.void_id == order_voids.c.id)
ENTRY_WAITS: Final = exists().where(
    OUR_BILLS,
    *(bill_entries_to_roll_up.c[each] == bill_entries.c[each] for each in ("order_id", "order_version", "number")),
)
PRODUCT_WAITS: Final = exists().where(_OUR_PRODUCTS, products_to_count.c.product_id == products.c.id)
SOMETHING_WAITS: Final = or_(
    *(exists().where(ours) for ours in (OUR_ORDERS, OUR_VOIDS, OUR_BILLS, OUR_HANDOVERS, _OUR_PRODUCTS))
)


def _is_any(key: ColumnElement[Any], of: Rows) -> ColumnElement[bool]:
    """Return the condition that has rows found by both columns of the index, however many the planner expects."""
    return key == func.any(func.array(of.scalar_subquery()))


_ORDER: Final = orders_to_roll_up.c.order_id
_IN_ORDER: Final = (_ORDER, orders_to_roll_up.c.first_position)
_SO_FAR: Final = func.sum(orders_to_roll_up.c.lines).over(order_by=_IN_ORDER)
# A row has one line at least, so a batch has `MOST` of them at most: the one more tells whether any are left.
_NEXT: Final = (
    select(_ORDER, orders_to_roll_up.c.lines, _SO_FAR.label("so_far"))
    .where(OUR_ORDERS)
    .order_by(*_IN_ORDER)
    .limit(MOST + 1)
    .cte("next_orders")
)
_BATCH: Final = select(_NEXT.c.order_id).where(
    or_(_NEXT.c.so_far <= MOST, _NEXT.c.so_far == _NEXT.c.lines)  # the first whatever it has
)
TAKEN: Final = (
    delete(orders_to_roll_up).where(OUR_ORDERS, _is_any(_ORDER, _BATCH)).returning(orders_to_roll_up).cte("taken")
)
"""A batch, deleted from the queue: orders of up to `MOST` lines together, the first of the queue in any case.

What was added to one of them by now comes with it.
"""

_VOID: Final = voids_to_roll_up.c.void_id
_NEXT_VOIDS: Final = select(_VOID).where(OUR_VOIDS).order_by(_VOID).limit(MOST)
TAKEN_VOIDS: Final = (
    delete(voids_to_roll_up)
    .where(OUR_VOIDS, _is_any(_VOID, _NEXT_VOIDS))
    .returning(voids_to_roll_up)
    .cte("taken_voids")
)
"""A batch of up to `MOST` voids, deleted from the queue."""

_BILL: Final = bill_entries_to_roll_up.c.order_id
_NEXT_BILLS: Final = select(_BILL).where(OUR_BILLS).order_by(_BILL).limit(MOST)
TAKEN_BILLS: Final = (
    delete(bill_entries_to_roll_up)
    .where(OUR_BILLS, _is_any(_BILL, _NEXT_BILLS))
    .returning(bill_entries_to_roll_up)
    .cte("taken_bills")
)
"""All that waits of the orders of a batch of up to `MOST` entries of bills, deleted from the queue."""

_NEXT_HANDED: Final = select(HANDED).where(*_HANDED_AND_COUNTED).order_by(HANDED).limit(MOST)
TAKEN_HANDOVERS: Final = (
    delete(handovers_to_roll_up)
    .where(OUR_HANDOVERS, _is_any(HANDED, _NEXT_HANDED))
    .returning(handovers_to_roll_up)
    .cte("taken_handovers")
)
"""Those of a batch of up to `MOST` orders that no longer wait themselves, deleted from the queue."""

_PRODUCT: Final = products_to_count.c.product_id
_NEXT_PRODUCTS: Final = select(_PRODUCT).where(_OUR_PRODUCTS).order_by(_PRODUCT).limit(MOST)
TAKEN_PRODUCTS: Final = (
    delete(products_to_count)
    .where(_OUR_PRODUCTS, _is_any(_PRODUCT, _NEXT_PRODUCTS))
    .returning(products_to_count.c.restaurant_id)
    .cte("taken_products")
)
"""A batch of up to `MOST` products, deleted from the queue."""

_READ, _CHOSEN, _DELETED_VOIDS, _DELETED_BILLS, _DELETED_HANDOVERS, _DELETED_PRODUCTS = (
    select(func.count()).select_from(each).scalar_subquery()
    for each in (_NEXT, _BATCH.subquery("chosen"), TAKEN_VOIDS, TAKEN_BILLS, TAKEN_HANDOVERS, TAKEN_PRODUCTS)
)
ARE_LEFT: Final[ColumnElement[bool]] = or_(
    _READ > _CHOSEN,
    _DELETED_VOIDS == MOST,
    _DELETED_BILLS >= MOST,
    _DELETED_HANDOVERS >= MOST,
    _DELETED_PRODUCTS == MOST,
)
"""Whether more may wait than the batch has taken."""
