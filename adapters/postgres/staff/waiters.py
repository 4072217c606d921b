"""The waiters, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ARRAY, Uuid, and_, any_, bindparam, func, select, true

from adapters.postgres.kernel.changes import Change, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.looking_up import LookUp, looking_up
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.kernel.uniqueness import Values
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.staff.tables import ended_sessions, users
from application.staff.ports import Waiters
from domain.kernel.caller import Role
from domain.kernel.ids import RestaurantId, WaiterId
from domain.staff.session import SessionEnded, SessionId
from domain.staff.waiter import NoManagerLeft, Waiter, WaiterChanged, WaiterNotFound

_ALL: Final = select(users).where(users.c.restaurant_id == bindparam("restaurant")).order_by(users.c.id)
_SEVERAL: Final = select(users).where(
    users.c.restaurant_id == any_(bindparam("employed_in", type_=ARRAY(Uuid))),
    users.c.id == any_(bindparam("waiters", type_=ARRAY(Uuid))),
)
_ENDED: Final = select(ended_sessions.c.id).where(
    ended_sessions.c.restaurant_id == any_(bindparam("employed_in", type_=ARRAY(Uuid))),
    ended_sessions.c.id == any_(bindparam("sessions", type_=ARRAY(Uuid))),
)
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

    def __init__(self, database: Database, restaurant: RestaurantId, work: PostgresUnitOfWork) -> None:
        self._database = database
        self._look_up = looking_up(database, _SIGNED_IN)
        self._restaurant = restaurant
        self._work = work

    async def get(self, waiter_id: WaiterId) -> Waiter:
        return await self._find(waiter_id, None)

    async def signed_in(self, waiter_id: WaiterId, session: SessionId) -> Waiter:
        return await self._find(waiter_id, session)

    async def _find(self, waiter_id: WaiterId, session: SessionId | None) -> Waiter:
        found = await self._look_up((self._restaurant, waiter_id, session))
        if isinstance(found, Waiter):
            return found
        raise found

    async def with_email(self, email: str) -> Waiter:
        for row in await self._database.fetch(_WITH_EMAIL, {"restaurant": self._restaurant, "email": email}):
            return waiter_of(row)
        raise WaiterNotFound

    async def all(self) -> Sequence[Waiter]:
        return [waiter_of(row) for row in await self._database.fetch(_ALL, {"restaurant": self._restaurant})]

    async def add(self, waiter: Waiter) -> None:
        self._work.add(users, [self._row(waiter)])

    async def change(self, waiter: Waiter) -> None:
        parameters = {**new_values(users, self._row(waiter)), "was": waiter.version - 1}
        self._work.change(Change(_CHANGE, parameters, WaiterChanged))

    async def require_another_manager(self, than: WaiterId) -> None:
        self._work.change(Change(_ANOTHER_MANAGER, {"restaurant": self._restaurant, "waiter": than}, NoManagerLeft))

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
            waiter.token_version,
        )


Wanted = tuple[RestaurantId, WaiterId, SessionId | None]
Found = Waiter | type[SessionEnded] | type[WaiterNotFound]


def _asked(wanted: Sequence[Wanted]) -> Parameters:
    return {
        "employed_in": list({restaurant for restaurant, _, _ in wanted}),
        "waiters": list({waiter for _, waiter, _ in wanted}),
        "sessions": [session for _, _, session in wanted if session],
    }


def _shared_out(wanted: Sequence[Wanted], rows: Sequence[Row], ended_rows: Sequence[Row]) -> list[Found]:
    found = {(row.restaurant_id, row.id): waiter_of(row) for row in rows}
    ended = {row.id for row in ended_rows}
    return [
        SessionEnded if session in ended else found.get((restaurant, waiter), WaiterNotFound)
        for restaurant, waiter, session in wanted
    ]


_SIGNED_IN: Final = LookUp([_SEVERAL, _ENDED], _asked, _shared_out)


def waiter_of(row: Row) -> Waiter:
    """Return the waiter that a row of `users` keeps."""
    return Waiter(
        id=WaiterId(row.id),
        email=row.email,
        name=row.name,
        role=Role(row.role),
        active=row.active,
        registered_at=row.created_at,
        version=row.version,
        token_version=row.token_version,
    )
