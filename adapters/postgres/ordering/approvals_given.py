"""Approvals, as far as a command to an order needs them, on PostgreSQL."""

from typing import Final

from sqlalchemy import Boolean, String, bindparam, literal_column, select

from adapters.postgres.access.tables import approvals
from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.engine import Database
from adapters.postgres.people.tables import users
from application.kernel.unit_of_work import Change
from application.ordering.approvals import ApprovalsGiven, Approved
from domain.kernel.ids import OrderId, RestaurantId, WaiterId
from domain.ordering.chart import Command
from domain.ordering.refusals import ApprovalRefused

_THIS: Final = (
    approvals.c.restaurant_id == bindparam("restaurant"),
    approvals.c.token == bindparam("token"),
)
_FIND: Final = (
    select(approvals.c.approved_by, approvals.c.expires_at)
    .join(users, (users.c.restaurant_id == approvals.c.restaurant_id) & (users.c.id == approvals.c.approved_by))
    .where(
        *_THIS,
        approvals.c.action == bindparam("command"),
        approvals.c.order_id == bindparam("order"),
        approvals.c.user_id == bindparam("waiter"),
        users.c.restaurant_id == bindparam("restaurant"),
        users.c.active == literal_column("true", Boolean),
        users.c.role == literal_column("'manager'", String),
    )
)
_SPEND: Final = approvals.delete().where(*_THIS)


class PostgresApprovalsGiven(ApprovalsGiven):
    """Finds approvals in their table, and deletes what is spent."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def find(self, token: bytes, *, command: Command, order: OrderId, waiter: WaiterId) -> Approved | None:
        asked = {"token": token, "command": command.value, "order": order, "waiter": waiter}
        for row in await self._database.fetch(_FIND, {"restaurant": self._restaurant, **asked}):
            return Approved(WaiterId(row.approved_by), row.expires_at)
        return None

    def spend(self, token: bytes) -> Change:
        return Writes(run=[Run(_SPEND, {"restaurant": self._restaurant, "token": token}, ApprovalRefused)])
