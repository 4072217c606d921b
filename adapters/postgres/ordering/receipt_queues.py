"""The queues of receipts to number, of all restaurants, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.queued import all_restaurants_in, restaurants_in
from adapters.postgres.ordering.tables_of_queues import receipts_to_number
from application.ordering.receipts import ReceiptQueues
from domain.kernel.ids import RestaurantId

_RESTAURANTS: Final = restaurants_in(receipts_to_number)
_ANYWHERE: Final = all_restaurants_in(receipts_to_number)


class PostgresReceiptQueues(ReceiptQueues):
    """Looks at the table `receipts_to_number`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def restaurants(self) -> Sequence[RestaurantId]:
        statement = _RESTAURANTS if self._database.distributed is False else _ANYWHERE
        return [row.id for row in await self._database.fetch(statement)]
