"""A batch of orders, taken out of the queue of those that wait, as SQL: no larger than so many lines together."""

from typing import Final

from sqlalchemy import ColumnElement, delete, func, or_, select, tuple_

from adapters.postgres.ordering.tables import orders_to_roll_up
from adapters.postgres.reporting.counting_products import MOST

_KEY: Final = tuple(orders_to_roll_up.primary_key)
# One more than a batch can hold, as each order has a line at least: so it is seen whether any are left.
_NEXT: Final = (
    select(*_KEY, orders_to_roll_up.c.lines, func.sum(orders_to_roll_up.c.lines).over(order_by=_KEY).label("together"))
    .order_by(*_KEY)
    .limit(MOST + 1)
    .cte("next_orders")
)
_FITTING: Final = select(*(_NEXT.c[each.name] for each in _KEY)).where(
    or_(_NEXT.c.together <= MOST, _NEXT.c.together == _NEXT.c.lines)  # the first always: or it would wait for ever
)
TAKEN: Final = delete(orders_to_roll_up).where(tuple_(*_KEY).in_(_FITTING)).returning(orders_to_roll_up).cte("taken")
"""What is taken: orders of up to `MOST` lines, the first of the queue whatever it has."""

_SEEN, _GONE = (select(func.count()).select_from(each).scalar_subquery() for each in (_NEXT, TAKEN))
ARE_LEFT: Final[ColumnElement[bool]] = _SEEN > _GONE
