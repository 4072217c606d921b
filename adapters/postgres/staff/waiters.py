"""The waiters, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, select

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.insertions import Values
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.staff.tables import users
from application.staff.ports import Waiters
from domain.kernel.caller import Role
from domain.kernel.ids import RestaurantId, WaiterId
from domain.staff.waiter import Waiter, WaiterNotFound

_ALL: Final = select(users).where(users.c.restaurant_id == bindparam("restaurant")).order_by(users.c.id)
_SEVERAL: Final = select(users).where(
    users.c.restaurant_id == any_(bindparam("restaurants", type_=ARRAY(Uuid))),
    users.c.id == any_(bindparam("waiters", type_=ARRAY(Uuid))),
)
_WITH_EMAIL: Final = _ALL.where(func.lower(users.c.email) == func.lower(bindparam("email")))


class PostgresWaiters(Waiters):
    """Keeps one restaurant's waiters in the table `users`."""

    def __init__(self, database: Database, restaurant: RestaurantId, work: PostgresUnitOfWork) -> None:
        self._database = database
        self._look_up = database.together(_look_up)
        self._restaurant = restaurant
        self._work = work

    async def get(self, waiter_id: WaiterId) -> Waiter:
        waiter = await self._look_up((self._restaurant, waiter_id))
        if waiter is None:
            raise WaiterNotFound
        return waiter

    async def with_email(self, email: str) -> Waiter:
        for row in await self._database.fetch(_WITH_EMAIL, {"restaurant": self._restaurant, "email": email}):
            return _waiter(row)
        raise WaiterNotFound

    async def all(self) -> Sequence[Waiter]:
        return [_waiter(row) for row in await self._database.fetch(_ALL, {"restaurant": self._restaurant})]

    async def add(self, waiter: Waiter) -> None:
        self._work.add(users, [self._row(waiter)])

    def _row(self, waiter: Waiter) -> Values:
        return (
            self._restaurant,
            waiter.id,
            waiter.email,
            waiter.name,
            waiter.role.value,
            waiter.active,
            waiter.registered_at,
            waiter.version,
        )


async def _look_up(database: Database, wanted: Sequence[tuple[RestaurantId, WaiterId]]) -> list[Waiter | None]:
    restaurants = {restaurant for restaurant, _ in wanted}
    ids = {waiter for _, waiter in wanted}
    rows = await database.fetch(_SEVERAL, {"restaurants": list(restaurants), "waiters": list(ids)})
    found = {(row.restaurant_id, row.id): _waiter(row) for row in rows}
    return [found.get(each) for each in wanted]


def _waiter(row: Row) -> Waiter:
    return Waiter(
        id=WaiterId(row.id),
        email=row.email,
        name=row.name,
        role=Role(row.role),
        active=row.active,
        registered_at=row.created_at,
        version=row.version,
    )
