"""Everybody's secrets, on PostgreSQL."""

from typing import Final

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.access.tables import credentials
from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.engine import Database
from adapters.postgres.people.tables import users
from adapters.postgres.people.waiters import waiter_of
from application.access.ports import Credentials
from application.kernel.unit_of_work import Change
from domain.access.secret import Credential, SecretKind
from domain.kernel.ids import RestaurantId, WaiterId

_THEIRS: Final = and_(
    credentials.c.restaurant_id == users.c.restaurant_id,
    credentials.c.user_id == users.c.id,
    credentials.c.kind == bindparam("kind"),
)
_FIND: Final = (
    select(users, credentials.c.hash)
    .select_from(users.outerjoin(credentials, _THEIRS))
    .where(
        users.c.restaurant_id == bindparam("restaurant"), func.lower(users.c.email) == func.lower(bindparam("email"))
    )
)
_NEW: Final = insert(credentials)
_PUT: Final = _NEW.values(
    restaurant_id=bindparam("restaurant"),
    user_id=bindparam("waiter"),
    kind=bindparam("kind"),
    hash=bindparam("hashed"),
).on_conflict_do_update(index_elements=["restaurant_id", "user_id", "kind"], set_={"hash": _NEW.excluded.hash})

_RENEW: Final = (
    credentials.update()
    .where(
        credentials.c.restaurant_id == bindparam("restaurant"),
        credentials.c.user_id == bindparam("waiter"),
        credentials.c.kind == bindparam("of_kind"),
        credentials.c.hash == bindparam("before"),
    )
    .values(hash=bindparam("hashed"))
)


class PostgresCredentials(Credentials):
    """Keeps one restaurant's hashes in the table `credentials`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def find(self, email: str, kind: SecretKind) -> Credential | None:
        parameters = {"restaurant": self._restaurant, "email": email, "kind": kind.value}
        for row in await self._database.fetch(_FIND, parameters):
            return Credential(waiter_of(row), row.hash)
        return None

    def put(self, waiter: WaiterId, kind: SecretKind, hashed: str) -> Change:
        parameters = {"restaurant": self._restaurant, "waiter": waiter, "kind": kind.value, "hashed": hashed}
        return Writes(run=[Run(_PUT, parameters)])

    def renew(self, waiter: WaiterId, kind: SecretKind, before: str, hashed: str) -> Change:
        parameters = {"restaurant": self._restaurant, "waiter": waiter, "of_kind": kind.value}
        return Writes(run=[Run(_RENEW, {**parameters, "before": before, "hashed": hashed})])
