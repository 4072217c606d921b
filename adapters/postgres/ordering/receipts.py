"""Receipts' numbers, on PostgreSQL."""

from contextlib import suppress
from functools import partial
from typing import Final

from sqlalchemy import BigInteger, Uuid, bindparam, delete, exists, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.sweeping import Sweeping
from adapters.postgres.ordering.tables import orders
from adapters.postgres.ordering.tables_of_bills import receipts
from adapters.postgres.ordering.tables_of_queues import receipts_to_number
from adapters.postgres.restaurant.one_by_one import ONE_BY_ONE
from application.ordering.receipts import Receipts
from domain.kernel.errors import Busy
from domain.kernel.ids import OrderId, RestaurantId
from domain.ordering.order import OrderNotFound

_RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
_ORDER: Final = bindparam("order", type_=Uuid)
_OURS: Final = receipts.c.restaurant_id == _RESTAURANT
_WAITING: Final = receipts_to_number.c.restaurant_id == _RESTAURANT
_NUMBER_OF: Final = select(receipts.c.number).where(_OURS, receipts.c.order_id == _ORDER)
_WAITS: Final = select(exists().where(_WAITING))

_NUMBERED: Final = exists().where(_OURS, receipts.c.order_id == receipts_to_number.c.order_id)
_CLOSED_AT: Final = func.min(receipts_to_number.c.closed_at)
_NEXT: Final = (
    select(receipts_to_number.c.order_id, _CLOSED_AT.label("closed_at"))
    .where(_WAITING, ~_NUMBERED)
    .group_by(receipts_to_number.c.order_id)
    .order_by(_CLOSED_AT, receipts_to_number.c.order_id)
    .limit(bindparam("most", type_=BigInteger))
    .cte("next_receipts")
)
_LAST: Final = func.coalesce(
    select(receipts.c.number).where(_OURS).order_by(receipts.c.number.desc()).limit(1).scalar_subquery(), 0
)
_PLACE: Final = func.row_number().over(order_by=(_NEXT.c.closed_at, _NEXT.c.order_id))
_COLUMNS: Final = ("restaurant_id", "number", "order_id")
_GIVE: Final = insert(receipts).from_select(_COLUMNS, select(_RESTAURANT, _LAST + _PLACE, _NEXT.c.order_id))
_GIVE_ONE: Final = insert(receipts).from_select(
    _COLUMNS,
    select(_RESTAURANT, _LAST + literal_column("1"), orders.c.id).where(
        orders.c.restaurant_id == _RESTAURANT, orders.c.id == _ORDER
    ),
)
_DONE: Final = delete(receipts_to_number).where(_WAITING, _NUMBERED)


class PostgresReceipts(Receipts):
    """Takes rows of the table `receipts_to_number`, in a short transaction, and adds to `receipts`."""

    def __init__(self, database: Database, restaurant: RestaurantId, sweeping: Sweeping) -> None:
        self._database = database
        self._ours = {"restaurant": restaurant}
        self._sweeping = sweeping

    async def number_of(self, order: OrderId) -> int | None:
        rows = await self._database.fetch(_NUMBER_OF, {**self._ours, "order": order})
        return rows[0].number if rows else None

    async def number(self, *, most: int) -> int:
        ((waits,),) = await self._database.fetch(_WAITS, self._ours)
        if not waits:
            return 0
        with suppress(Busy):
            given, taken = await self._database.change(partial(_give, {**self._ours, "most": most}))
            await self._sweeping.after(receipts_to_number, taken)
            return given
        return 0

    async def give(self, order: OrderId) -> int:
        return await self._database.change(partial(_give_one, {**self._ours, "order": order}))


async def _give(asked: Values, connection: Connection) -> tuple[int, int]:
    """Give the next numbers, and return how many, and how many rows of the queue are done with."""
    _ = await connection.fetch(ONE_BY_ONE, asked)
    given = await connection.execute(_GIVE, asked)
    return given, await connection.execute(_DONE, asked)


async def _give_one(which: Values, connection: Connection) -> int:
    _ = await connection.fetch(ONE_BY_ONE, which)
    rows = await connection.fetch(_NUMBER_OF, which)
    if not rows:
        if not await connection.execute(_GIVE_ONE, which):
            raise OrderNotFound
        _ = await connection.execute(_DONE, which)
        rows = await connection.fetch(_NUMBER_OF, which)
    return rows[0].number
