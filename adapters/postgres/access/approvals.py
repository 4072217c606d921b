"""What managers approved, on PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam

from adapters.postgres.access.tables import approvals
from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.engine import Database
from application.access.approvals import Approvals
from application.kernel.unit_of_work import Change
from domain.access.approval import Approval
from domain.kernel.ids import RestaurantId

_FORGET: Final = approvals.delete().where(
    approvals.c.restaurant_id == bindparam("restaurant"), approvals.c.expires_at < bindparam("moment")
)


class PostgresApprovals(Approvals):
    """Keeps approvals in a table, by the digests of their tokens, until they are spent or forgotten."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    def give(self, approval: Approval) -> Change:
        row = {
            "restaurant_id": self._restaurant,
            "token": approval.token,
            "action": approval.action,
            "order_id": approval.order,
            "user_id": approval.waiter,
            "approved_by": approval.by,
            "expires_at": approval.expires_at,
        }
        return Writes({approvals: [row]})

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            return await connection.execute(_FORGET, {"restaurant": self._restaurant, "moment": moment})
