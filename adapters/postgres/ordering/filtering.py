"""Which orders a filter lets through, as SQL."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Date, Executable, Integer, String, Uuid, bindparam, literal_column, select

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part, is_in_no_index
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.ordering.tables import order_products, orders
from application.ordering.ports import OrderFilter
from domain.kernel.ids import RestaurantId

OWN: Final = orders.c.restaurant_id == bindparam("restaurant")
_IN_PERIOD: Final = orders.c.business_date.between(bindparam("start", type_=Date), bindparam("end", type_=Date))


class Shape(NamedTuple):
    """What orders are filtered by, beside the period."""

    waiter: bool
    customer: bool
    table: bool
    status: bool
    number: bool
    kitchen: bool


# Looked up order by order, by the lines' own key: an EXISTS may be planned as a join with the lines of all orders.
_SOME_LINE: Final = (
    select(order_products.c.position)
    .where(
        order_products.c.restaurant_id == bindparam("restaurant"),
        order_products.c.order_id == orders.c.id,
        order_products.c.status == bindparam("kitchen", type_=String),
        order_products.c.moved < order_products.c.quantity,
    )
    .limit(literal_column("1", Integer))
    .scalar_subquery()
)
_CONDITIONS: Final = (
    orders.c.user_id == bindparam("waiter", type_=Uuid),
    has_part(orders.c.customer_name, bindparam("customer_part", type_=String)),
    orders.c.table_id == bindparam("table", type_=Uuid),
    orders.c.status == bindparam("status", type_=String),
    orders.c.number == bindparam("number", type_=Integer),
    _SOME_LINE.is_not(None),
)
"""In the order of a shape."""


def shape_of(where: OrderFilter) -> Shape:
    """Return what this filter goes by."""
    return Shape(
        waiter=where.waiter is not None,
        customer=bool(where.customer_part),
        table=where.table is not None,
        status=where.status is not None,
        number=where.number is not None,
        kitchen=where.kitchen is not None,
    )


def conditions(shape: Shape) -> Sequence[ColumnElement[bool]]:
    """Return the conditions of filters of this shape."""
    return [OWN, _IN_PERIOD, *(each for each, asked in zip(_CONDITIONS, shape, strict=True) if asked)]


def parameters(restaurant: RestaurantId, where: OrderFilter) -> Parameters:
    """Return the parameters of `conditions`."""
    return {
        "restaurant": restaurant,
        "waiter": where.waiter,
        "customer_part": where.customer_part,
        "table": where.table,
        "status": where.status and where.status.value,
        "number": where.number,
        "kitchen": where.kitchen and where.kitchen.value,
        "start": where.period.start or date.min,
        "end": where.period.end or date.max,
    }


async def fetch(database: Database, where: OrderFilter, statement: Executable, given: Parameters) -> Sequence[Row]:
    """Return what a statement with the `conditions` finds, planned for these values and as many orders as there are.

    By a plan that was made for a few, a page would be sorted out of all.
    """
    if is_in_no_index(where.customer_part):
        return await database.scan(statement, given)
    return await database.fetch(statement, given, custom_plan=True)
