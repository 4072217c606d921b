"""The waiters, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, bindparam, func, select, true

from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from adapters.postgres.people.tables import users
from application.kernel.unit_of_work import Change
from application.people.ports import Waiters
from domain.kernel.caller import Role
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.names import Name
from domain.people.email import Email
from domain.people.waiter import NoManagerLeft, Waiter, WaiterChanged, WaiterNotFound

_ALL: Final = select(users).where(users.c.restaurant_id == bindparam("restaurant")).order_by(users.c.id)
_ONE: Final = _ALL.where(users.c.id == bindparam("waiter"))
_CHANGE: Final = update_of(users).where(users.c.version == bindparam("was"))
# Locked in one order, so that of two managers who demote each other the second finds the first one's word kept.
_MANAGERS: Final = (
    select(users.c.id)
    .where(and_(users.c.restaurant_id == bindparam("restaurant"), users.c.role == Role.MANAGER.value, users.c.active))
    .order_by(users.c.id)
    .with_for_update()
    .cte("managers")
)
_OTHERS: Final = select(func.count()).select_from(_MANAGERS).where(_MANAGERS.c.id != bindparam("waiter"))
_ANOTHER_MANAGER: Final = select(true()).where(_OTHERS.scalar_subquery() > 0)
_WITH_EMAIL: Final = _ALL.where(func.lower(users.c.email) == func.lower(bindparam("email")))


class PostgresWaiters(Waiters):
    """Keeps one restaurant's waiters in the table `users`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def get(self, waiter_id: WaiterId) -> Waiter:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "waiter": waiter_id}):
            return waiter_of(row)
        raise WaiterNotFound

    async def with_email(self, email: str) -> Waiter:
        for row in await self._database.fetch(_WITH_EMAIL, {"restaurant": self._restaurant, "email": email}):
            return waiter_of(row)
        raise WaiterNotFound

    async def all(self) -> Sequence[Waiter]:
        return [waiter_of(row) for row in await self._database.fetch(_ALL, {"restaurant": self._restaurant})]

    def add(self, waiter: Waiter) -> Change:
        return Writes({users: [self._row(waiter)]})

    def change(self, waiter: Waiter) -> Change:
        parameters = {**new_values(users, self._row(waiter)), "was": waiter.version - 1}
        return Writes(run=[Run(_CHANGE, parameters, WaiterChanged)])

    def require_another_manager(self, than: WaiterId) -> Change:
        return Writes(run=[Run(_ANOTHER_MANAGER, {"restaurant": self._restaurant, "waiter": than}, NoManagerLeft)])

    def _row(self, waiter: Waiter) -> Values:
        return {
            "restaurant_id": self._restaurant,
            "id": waiter.id,
            "email": waiter.email,
            "name": waiter.name,
            "role": waiter.role.value,
            "active": waiter.active,
            "created_at": waiter.registered_at,
            "version": waiter.version,
            "token_version": waiter.token_version,
        }


def waiter_of(row: Row) -> Waiter:
    """Return the waiter that a row of `users` keeps."""
    return Waiter(
        id=WaiterId(row.id),
        email=Email.kept(row.email),
        name=Name.kept(row.name),
        role=Role(row.role),
        active=row.active,
        registered_at=row.created_at,
        version=row.version,
        token_version=row.token_version,
    )
