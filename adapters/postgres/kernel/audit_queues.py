"""The audit's queue, of all restaurants, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.queued import all_restaurants_in, restaurants_in
from adapters.postgres.kernel.tables import audit_to_seal
from application.kernel.audit import AuditQueues
from domain.kernel.ids import RestaurantId

_RESTAURANTS: Final = restaurants_in(audit_to_seal)
_ANYWHERE: Final = all_restaurants_in(audit_to_seal)


class PostgresAuditQueues(AuditQueues):
    """Looks at the table `audit_to_seal`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def restaurants(self) -> Sequence[RestaurantId]:
        statement = _RESTAURANTS if self._database.distributed is False else _ANYWHERE
        return [row.id for row in await self._database.fetch(statement)]
