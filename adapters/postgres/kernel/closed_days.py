"""The business days that were closed, on PostgreSQL."""

from datetime import date
from typing import Final

from sqlalchemy import Date, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.tables import day_heads
from application.kernel.business_days import ClosedDays
from domain.kernel.ids import RestaurantId

_OUR_HEAD: Final = day_heads.c.restaurant_id == bindparam("restaurant")
_THROUGH: Final = select(day_heads.c.closed_through).where(_OUR_HEAD)
_BEGUN: Final = insert(day_heads).values(restaurant_id=bindparam("restaurant")).on_conflict_do_nothing()
_LOCK: Final = select(day_heads.c.closed_through).where(_OUR_HEAD).with_for_update()
_MOVE_ON: Final = day_heads.update().where(_OUR_HEAD).values(closed_through=bindparam("day", type_=Date))


class PostgresClosedDays(ClosedDays):
    """Keeps through which day one restaurant's books are closed in its row of `day_heads`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._ours = {"restaurant": restaurant}

    async def closed_through(self) -> date | None:
        for row in await self._database.fetch(_THROUGH, self._ours):
            return row.closed_through
        return None

    async def close_through(self, day: date, *, after: date | None) -> bool:
        async def close(connection: Connection) -> bool:
            _ = await connection.execute(_BEGUN, self._ours)
            (head,) = await connection.fetch(_LOCK, self._ours)  # waits for all that is being written
            if head.closed_through != after:
                return False
            _ = await connection.execute(_MOVE_ON, {**self._ours, "day": day})
            return True

        return await self._database.change(close)
