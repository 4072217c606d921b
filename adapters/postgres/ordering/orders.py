"""The orders, on PostgreSQL."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Date, Executable, String, Uuid, any_, bindparam, select, tuple_

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part, is_in_no_index
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.kernel.uniqueness import Values
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from application.kernel.pages import PageRequest
from application.ordering.ports import OrderFilter, OrderPlace, Orders
from domain.kernel.ids import LineId, OrderId, ProductId, RestaurantId, WaiterId
from domain.kernel.money import Money
from domain.ordering.order import Line, Order, OrderNotFound

_OWN: Final = orders.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(orders).where(_OWN, orders.c.id == bindparam("order"))
_NEWEST_FIRST: Final = (orders.c.business_date.desc(), orders.c.id.desc())
_HERS: Final = orders.c.user_id == bindparam("waiter", type_=Uuid)
_CUSTOMERS: Final = has_part(orders.c.customer_name, bindparam("customer_part", type_=String))
_IN_PERIOD: Final = orders.c.business_date.between(bindparam("start", type_=Date), bindparam("end", type_=Date))
_BEYOND: Final = tuple_(orders.c.business_date, orders.c.id) < tuple_(
    bindparam("place_date", type_=Date), bindparam("place_id", type_=Uuid)
)
_LINES: Final = (
    select(order_products)
    .where(
        order_products.c.restaurant_id == bindparam("restaurant"),
        order_products.c.order_id == any_(bindparam("orders", type_=ARRAY(Uuid))),
    )
    .order_by(order_products.c.order_id, order_products.c.position)
)


class PostgresOrders(Orders):
    """Keeps one restaurant's orders in the tables `orders` and `order_products`."""

    def __init__(self, database: Database, restaurant: RestaurantId, work: PostgresUnitOfWork) -> None:
        self._database = database
        self._restaurant = restaurant
        self._work = work

    async def get(self, order_id: OrderId) -> Order:
        rows = await self._database.fetch(_ONE, {"restaurant": self._restaurant, "order": order_id})
        for order in await self._with_lines(rows):
            return order
        raise OrderNotFound

    async def page(self, *, wanted: OrderFilter, page: PageRequest) -> Sequence[Order]:
        which = {**self._which(wanted), "limit": page.size, "offset": page.offset}
        return await self._with_lines(await self._found(wanted, _page(_shape(wanted)), which))

    async def after(self, *, wanted: OrderFilter, place: OrderPlace, most: int) -> Sequence[Order]:
        which = {**self._which(wanted), "place_date": place.business_date, "place_id": place.id, "limit": most}
        return await self._with_lines(await self._found(wanted, _after(_shape(wanted)), which))

    async def add(self, order: Order) -> None:
        self._work.add(orders, [_order_row(self._restaurant, order)])
        self._work.add(order_products, _line_rows(self._restaurant, order))
        self._work.add(orders_to_roll_up, [_waiting_row(self._restaurant, order)])

    async def _found(self, wanted: OrderFilter, statement: Executable, which: Parameters) -> Sequence[Row]:
        if is_in_no_index(wanted.customer_part):
            return await self._database.walk(statement, which)
        return await self._database.fetch(statement, which, planned_anew=bool(wanted.customer_part))

    def _which(self, wanted: OrderFilter) -> Parameters:
        return {
            "restaurant": self._restaurant,
            "waiter": wanted.waiter,
            "customer_part": wanted.customer_part,
            "start": wanted.period.start or date.min,
            "end": wanted.period.end or date.max,
        }

    async def _with_lines(self, rows: Sequence[Row]) -> list[Order]:
        if not rows:
            return []
        which = {"restaurant": self._restaurant, "orders": [row.id for row in rows]}
        lines: defaultdict[UUID, list[Line]] = defaultdict(list)
        for line in await self._database.fetch(_LINES, which):
            lines[line.order_id].append(_line(line))
        return [_order(row, lines[row.id]) for row in rows]


Shape = tuple[bool, bool]
"""Whether the orders of one waiter are wanted, and whether those of some customers."""


def _shape(wanted: OrderFilter) -> Shape:
    return wanted.waiter is not None, bool(wanted.customer_part)


def _conditions(shape: Shape) -> Sequence[ColumnElement[bool]]:
    of_one_waiter, of_some_customers = shape
    return [_OWN, _IN_PERIOD, *([_HERS] if of_one_waiter else []), *([_CUSTOMERS] if of_some_customers else [])]


@cache
def _page(shape: Shape) -> Executable:
    # The ids first, by the index alone: a late page passes over many.
    ids = (
        select(orders.c.id)
        .where(*_conditions(shape))
        .order_by(*_NEWEST_FIRST)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
        .subquery("wanted")
    )
    return select(orders).join(ids, ids.c.id == orders.c.id).where(_OWN).order_by(*_NEWEST_FIRST)


@cache
def _after(shape: Shape) -> Executable:
    return select(orders).where(*_conditions(shape), _BEYOND).order_by(*_NEWEST_FIRST).limit(bindparam("limit"))


def _order_row(restaurant: RestaurantId, order: Order) -> Values:
    return (
        restaurant,
        order.id,
        order.waiter,
        order.customer,
        order.total.minor,
        order.business_date,
        order.local_hour,
        order.placed_at,
    )


def _waiting_row(restaurant: RestaurantId, order: Order) -> Values:
    return (
        restaurant,
        order.id,
        order.waiter,
        order.business_date,
        order.local_hour,
        order.placed_at,
        len(order.lines),
        sum(line.quantity for line in order.lines),
        order.total.minor,
    )


def _order(row: Row, lines: Iterable[Line]) -> Order:
    return Order(
        id=OrderId(row.id),
        waiter=WaiterId(row.user_id),
        customer=row.customer_name,
        placed_at=row.created_at,
        business_date=row.business_date,
        local_hour=row.local_hour,
        lines=tuple(lines),
    )


def _line_rows(restaurant: RestaurantId, order: Order) -> Iterable[Values]:
    for position, line in enumerate(order.lines):
        yield (
            restaurant,
            order.id,
            position,
            line.id,
            line.product,
            line.product_name,
            line.quantity,
            line.unit_price.minor,
        )


def _line(row: Row) -> Line:
    return Line(
        id=LineId(row.id),
        product=ProductId(row.product_id),
        product_name=row.product_name,
        quantity=row.quantity,
        unit_price=Money(row.unit_price),
    )
