"""The numbers of orders, on PostgreSQL."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Final

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.tables import day_heads
from adapters.postgres.kernel.violations import refusals
from adapters.postgres.ordering.tables import orders
from adapters.postgres.ordering.tables_of_numbers import order_numbers
from application.ordering.ports import OrderNumbers
from domain.kernel.errors import SettingsChanged
from domain.kernel.ids import RestaurantId

_LARGEST: Final = select(func.coalesce(func.max(orders.c.number), 0).label("number")).where(
    orders.c.restaurant_id == bindparam("restaurant"), orders.c.business_date == bindparam("day")
)
_SIZE: Final = bindparam("size", type_=Integer)
_ADDED: Final = insert(order_numbers).values(
    restaurant_id=bindparam("restaurant"),
    business_date=bindparam("day"),
    next_number=bindparam("first", type_=Integer) + _SIZE,
)
# A restaurant's first number comes before its first order: from then on there is a row that orders and days lock.
_BEGUN: Final = insert(day_heads).values(restaurant_id=bindparam("restaurant")).on_conflict_do_nothing().cte("begun")
_TAKE: Final = (
    _ADDED.on_conflict_do_update(
        index_elements=["restaurant_id", "business_date"],
        set_={"next_number": func.greatest(order_numbers.c.next_number + _SIZE, _ADDED.excluded.next_number)},
    )
    .returning(order_numbers.c.next_number)
    .add_cte(_BEGUN)
)
_FORGOTTEN: Final = {"order_numbers_restaurants_fkey": SettingsChanged, "day_heads_restaurants_fkey": SettingsChanged}
_FEWEST: Final = 10
_MOST: Final = 1_000
_QUICKLY_SECONDS: Final = 1.0
"""A block that lasted no longer is followed by one of twice as many numbers."""
_DAYS: Final = 2
"""Of how many business days blocks are kept: orders of the day before are split, or placed until now."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Numbers that only this process gives."""

    numbers: Iterator[int]
    size: int
    taken_at: float
    as_of: int
    """How often a server had been replaced by another until then."""


class PostgresOrderNumbers(OrderNumbers):
    """Takes numbers from the table `order_numbers` in blocks, each in a commit of its own, and gives them out.

    What was taken and is not given, as the process ends or a day does, is never given. The first block of a day begins
    above all that the day's orders have, whatever the table says; one from a server that was replaced is given no more.
    """

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database: Final = database
        self._restaurant: Final = restaurant
        self._turn: Final = asyncio.Lock()
        self._waiting = 0
        self._blocks: Final = dict[date, _Block]()

    async def next(self, day: date) -> int:
        while (number := self._given(day)) is None:
            self._waiting += 1
            try:
                async with self._turn:
                    if (number := self._given(day)) is not None:  # whoever had the turn before took enough
                        return number
                    await self._take_block(day)
            finally:
                self._waiting -= 1
        return number

    def _given(self, day: date) -> int | None:
        block = self._block(day)
        return None if block is None else next(block.numbers, None)

    def _block(self, day: date) -> _Block | None:
        block = self._blocks.get(day)
        return block if block and block.as_of == self._database.timelines.seen else None

    async def _take_block(self, day: date) -> None:
        now, as_of, last = monotonic(), self._database.timelines.seen, self._block(day)
        doubled = 2 * last.size if last and now - last.taken_at < _QUICKLY_SECONDS else _FEWEST
        size = min(max(doubled, self._waiting), _MOST)
        of_day = {"restaurant": self._restaurant, "day": day}
        first = 1 if last else (await self._database.fetch(_LARGEST, of_day))[0].number + 1
        with refusals(_FORGOTTEN):
            taken = await self._database.fetch(_TAKE, {**of_day, "size": size, "first": first})
        end = taken[0].next_number
        _ = self._blocks.pop(day, None)
        self._blocks[day] = _Block(iter(range(end - size, end)), size, now, as_of)
        if len(self._blocks) > _DAYS:
            del self._blocks[next(iter(self._blocks))]  # that from which nothing was taken for the longest
