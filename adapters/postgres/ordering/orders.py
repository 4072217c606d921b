"""The orders, on PostgreSQL."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, func, select

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.insertions import Values
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.ordering.tables import order_products, orders, orders_to_roll_up
from application.kernel.pages import Page, PageRequest
from application.ordering.ports import OrderFilter, Orders
from domain.kernel.ids import LineId, OrderId, ProductId, RestaurantId, WaiterId
from domain.kernel.money import Money
from domain.ordering.order import Line, Order, OrderNotFound

_OWN: Final = orders.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(orders).where(_OWN, orders.c.id == bindparam("order"))
_COUNT: Final = select(func.count()).select_from(orders)
_PAGE: Final = select(orders).order_by(orders.c.id.desc()).limit(bindparam("limit")).offset(bindparam("offset"))
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

    async def page(self, *, wanted: OrderFilter, page: PageRequest) -> Page[Order]:
        conditions = (_OWN, *_conditions(wanted))
        own = {"restaurant": self._restaurant}
        count = await self._database.fetch(_COUNT.where(*conditions), own)
        rows = await self._database.fetch(_PAGE.where(*conditions), {**own, "limit": page.size, "offset": page.offset})
        return Page(await self._with_lines(rows), count[0][0], page)

    async def add(self, order: Order) -> None:
        self._work.add(orders, [_order_row(self._restaurant, order)])
        self._work.add(order_products, _line_rows(self._restaurant, order))
        self._work.add(orders_to_roll_up, [(self._restaurant, order.id)])

    async def _with_lines(self, rows: Sequence[Row]) -> list[Order]:
        if not rows:
            return []
        which = {"restaurant": self._restaurant, "orders": [row.id for row in rows]}
        lines: defaultdict[UUID, list[Line]] = defaultdict(list)
        for line in await self._database.fetch(_LINES, which):
            lines[line.order_id].append(_line(line))
        return [_order(row, lines[row.id]) for row in rows]


def _conditions(wanted: OrderFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.waiter is not None:
        yield orders.c.user_id == wanted.waiter
    if wanted.customer_part:
        yield has_part(orders.c.customer_name, wanted.customer_part)
    if wanted.period.start is not None:
        yield orders.c.business_date >= wanted.period.start
    if wanted.period.end is not None:
        yield orders.c.business_date <= wanted.period.end


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
