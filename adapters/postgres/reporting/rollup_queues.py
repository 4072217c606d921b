"""The queues of what is in no sum yet, of all restaurants, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select, union

from adapters.postgres.catalogue.tables import products_to_count
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.queued import all_restaurants_in, restaurants_in
from adapters.postgres.ordering.tables_of_queues import (
    bill_entries_to_roll_up,
    handovers_to_roll_up,
    orders_to_roll_up,
    voids_to_roll_up,
)
from application.reporting.ports import RollupQueues, Waiting
from domain.kernel.ids import RestaurantId

_QUEUES: Final = (orders_to_roll_up, voids_to_roll_up, bill_entries_to_roll_up, handovers_to_roll_up, products_to_count)
_RESTAURANTS: Final = union(*map(restaurants_in, _QUEUES))
_ANYWHERE: Final = union(*map(all_restaurants_in, _QUEUES))
_WAITING: Final = select(func.count(), func.min(orders_to_roll_up.c.created_at))


class PostgresRollupQueues(RollupQueues):
    """Looks at the tables of all queues."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def restaurants(self) -> Sequence[RestaurantId]:
        statement = _RESTAURANTS if self._database.distributed is False else _ANYWHERE
        return [row.id for row in await self._database.fetch(statement)]

    async def waiting(self) -> Waiting:
        ((number, since),) = await self._database.fetch(_WAITING)
        return Waiting(number, since)
