"""Codes that let somebody choose their secret, on PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.access.tables import activations
from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.engine import Database
from application.access.ports import Activations
from application.kernel.unit_of_work import Change
from domain.access.secret import ActivationRefused
from domain.kernel.ids import RestaurantId, WaiterId

_NEW: Final = insert(activations)
_OFFER: Final = _NEW.values(
    restaurant_id=bindparam("restaurant"),
    user_id=bindparam("waiter"),
    code=bindparam("code"),
    expires_at=bindparam("until"),
).on_conflict_do_update(
    index_elements=["restaurant_id", "user_id"],
    set_={"code": _NEW.excluded.code, "expires_at": _NEW.excluded.expires_at},
)
_GOOD: Final = (
    activations.c.restaurant_id == bindparam("restaurant"),
    activations.c.user_id == bindparam("waiter"),
    activations.c.code == bindparam("code"),
    activations.c.expires_at > bindparam("now"),
)
_IS_GOOD: Final = select(activations.c.user_id).where(*_GOOD)
_REDEEM: Final = activations.delete().where(*_GOOD)
_FORGET: Final = activations.delete().where(
    activations.c.restaurant_id == bindparam("restaurant"), activations.c.expires_at < bindparam("moment")
)


class PostgresActivations(Activations):
    """Keeps the digest of one code a user in the table `activations`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    def offer(self, waiter: WaiterId, code: bytes, *, until: datetime) -> Change:
        parameters = {"restaurant": self._restaurant, "waiter": waiter, "code": code, "until": until}
        return Writes(run=[Run(_OFFER, parameters)])

    async def is_good(self, waiter: WaiterId | None, code: bytes, *, now: datetime) -> bool:
        parameters = {"restaurant": self._restaurant, "waiter": waiter, "code": code, "now": now}
        return bool(await self._database.fetch(_IS_GOOD, parameters))

    def redeem(self, waiter: WaiterId, code: bytes, *, now: datetime) -> Change:
        parameters = {"restaurant": self._restaurant, "waiter": waiter, "code": code, "now": now}
        return Writes(run=[Run(_REDEEM, parameters, ActivationRefused)])

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            return await connection.execute(_FORGET, {"restaurant": self._restaurant, "moment": moment})
