"""The orders, on PostgreSQL."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Date, DateTime, Executable, Uuid, any_, bindparam, select, tuple_

from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.ordering import account_rows, changing, filtering, rows, waiting_rows
from adapters.postgres.ordering.filtering import OWN, Shape, conditions, shape_of
from adapters.postgres.ordering.tables import CAME_AT, order_products, order_voids, orders
from adapters.postgres.ordering.tables_of_bills import order_discounts, order_payments, order_refunds
from adapters.postgres.ordering.tables_of_queues import orders_to_roll_up
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from application.ordering.ports import OrderFilter, OrderPlace, Orders
from domain.billing.account import NO_ACCOUNT, Account
from domain.kernel.ids import OrderId, RestaurantId
from domain.ordering.days import days_changed
from domain.ordering.line import Line, Void
from domain.ordering.order import Order, OrderNotFound


def _one(order_id: OrderId, found: Found, lines: Found) -> tuple[Row, Sequence[Line]] | None:
    key = (order_id,)
    if key not in found:
        return None
    in_order = sorted(lines[key], key=lambda row: row.position)
    return found[key], [rows.line(row) for row in in_order]


_ONE: Final[Lookup[OrderId, tuple[Row, Sequence[Line]] | None]] = Lookup(
    [
        ByKey([orders.c.id], [*orders.c]),
        ByKey([order_products.c.order_id], [*order_products.c], several=True),
    ],
    lambda order_id: [[(order_id,)], [(order_id,)]],
    _one,
)


def _on_account(order_id: OrderId, *found: Found) -> Sequence[Sequence[Row]]:
    return [some.get((order_id,), ()) for some in found]


_ACCOUNT: Final[Lookup[OrderId, Sequence[Sequence[Row]]]] = Lookup(
    [ByKey([table.c.order_id], [*table.c], several=True) for table in (order_discounts, order_payments, order_refunds)],
    lambda order_id: [[(order_id,)]] * 3,
    _on_account,
)
_NEWEST_FIRST: Final = (orders.c.business_date.desc(), orders.c.id.desc())
_PLACE: Final = (orders.c.business_date, orders.c.id)
_A_PLACE: Final = tuple_(bindparam("place_date", type_=Date), bindparam("place_id", type_=Uuid))
_BEYOND, _FURTHER = tuple_(*_PLACE) < _A_PLACE, tuple_(*_PLACE) > _A_PLACE
_BEFORE_ALL: Final = OrderPlace(date.min, OrderId(UUID(int=0)))
_LINES: Final = (
    select(order_products)
    .where(
        order_products.c.restaurant_id == bindparam("restaurant"),
        order_products.c.order_id == any_(bindparam("orders", type_=ARRAY(Uuid))),
    )
    .order_by(order_products.c.order_id, order_products.c.position)
)

_VOIDS: Final = (
    select(order_voids)
    .where(order_voids.c.restaurant_id == bindparam("restaurant"), order_voids.c.order_id == bindparam("order"))
    .order_by(order_voids.c.id)
)


class PostgresOrders(Orders):
    """Keeps one restaurant's orders in the tables `orders` and `order_products`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant
        self._look_up = coalesced_lookup(database, restaurant, _ONE)
        self._look_into_account = coalesced_lookup(database, restaurant, _ACCOUNT)

    async def get(self, order_id: OrderId) -> Order:
        found = await self._look_up(order_id)
        if found is None:
            raise OrderNotFound
        row, lines = found
        return rows.order(row, lines, await self._account(row))

    async def page(self, *, where: OrderFilter, page: PageRequest) -> Sequence[Order]:
        return await self._listed(where, _page(shape_of(where)), {"limit": page.size, "offset": page.offset})

    async def after(self, *, where: OrderFilter, place: OrderPlace, most: int) -> Sequence[Order]:
        beyond = {"place_date": place.business_date, "place_id": place.id, "limit": most}
        return await self._listed(where, _after(shape_of(where)), beyond)

    async def since(
        self,
        *,
        where: OrderFilter,
        moment: datetime,
        until: datetime,
        settled: OrderPlace | None,
        place: OrderPlace | None,
        most: int,
    ) -> Sequence[Order]:
        first, last = settled or _BEFORE_ALL, place or _BEFORE_ALL
        further = {
            "start": max(where.period.start or date.min, _earliest_day(moment), _earliest_day_after(first)),
            "moment": moment,
            "until": until,
            "settled": first.id,
            "place_date": last.business_date,
            "place_id": last.id,
            "limit": most,
        }
        return await self._listed(where, _since(shape_of(where)), further)

    def add(self, order: Order) -> Change:
        return Writes(
            {
                orders: [rows.order_row(self._restaurant, order)],
                order_products: rows.line_rows(self._restaurant, order, range(len(order.lines))),
                orders_to_roll_up: [waiting_rows.waiting_row(self._restaurant, order)],
                **changing.bill_entries_of(self._restaurant, None, order),
            },
            days={(self._restaurant, day) for day in days_changed(None, order)},
        )

    def change(self, before: Order, after: Order, *voids: Void) -> Change:
        return changing.change(self._restaurant, before, after, voids)

    async def voids(self, order_id: OrderId) -> Sequence[Void]:
        found = await self._database.fetch(_VOIDS, {"restaurant": self._restaurant, "order": order_id})
        return [rows.void(row) for row in found]

    async def _listed(self, where: OrderFilter, statement: Executable, more: Parameters) -> list[Order]:
        given = {**filtering.parameters(self._restaurant, where), **more}
        return await self._with_lines(await filtering.fetch(self._database, where, statement, given))

    async def _with_lines(self, order_rows: Sequence[Row]) -> list[Order]:
        if not order_rows:
            return []
        parameters = {"restaurant": self._restaurant, "orders": [row.id for row in order_rows]}
        lines: defaultdict[UUID, list[Line]] = defaultdict(list)
        for line in await self._database.fetch(_LINES, parameters):
            lines[line.order_id].append(rows.line(line))
        accounts = await asyncio.gather(*map(self._account, order_rows))  # in one statement, or in none
        return [rows.order(row, lines[row.id], account) for row, account in zip(order_rows, accounts, strict=True)]

    async def _account(self, row: Row) -> Account:
        # Of most orders nothing is on it: their own row says so.
        return NO_ACCOUNT if row.billed is None else account_rows.account(row, *await self._look_into_account(row.id))


def _earliest_day(moment: datetime) -> date:
    # Wherever on earth, and whenever its day starts, what comes in after a moment, a day late, is of no earlier day.
    return _days_before(moment.astimezone(UTC).date(), 3)


def _earliest_day_after(place: OrderPlace) -> date:
    # Nor is a day more than one later than that of UTC.
    return _days_before(place.business_date, 4)


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))


@cache
def _page(shape: Shape) -> Executable:
    # The ids first, by the index alone: a late page passes over many.
    ids = (
        select(orders.c.id)
        .where(*conditions(shape))
        .order_by(*_NEWEST_FIRST)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
        .subquery("ids")
    )
    return select(orders).join(ids, ids.c.id == orders.c.id).where(OWN).order_by(*_NEWEST_FIRST)


@cache
def _after(shape: Shape) -> Executable:
    return select(orders).where(*conditions(shape), _BEYOND).order_by(*_NEWEST_FIRST).limit(bindparam("limit"))


@cache
def _since(shape: Shape) -> Executable:
    moment, until = (bindparam(each, type_=DateTime(timezone=True)) for each in ("moment", "until"))
    new = [moment < CAME_AT, until >= CAME_AT, orders.c.id > bindparam("settled", type_=Uuid)]
    return select(orders).where(*conditions(shape), _FURTHER, *new).order_by(*_PLACE).limit(bindparam("limit"))
