"""How often somebody tried a secret, on PostgreSQL."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import DateTime, Double, Interval, String, bindparam, case, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.access.tables import NO_DEVICE, attempts
from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.moments import later
from application.access.ports import Attempts
from application.kernel.unit_of_work import Change
from domain.access.attempt import FIRST_WAIT, FREE, LONGEST_WAIT, wait_after
from domain.access.device import DeviceId
from domain.kernel.errors import TooMany
from domain.kernel.ids import RestaurantId

# Folded by the one who looks e-mails up, or who is written in another way could be tried once more for each way.
_ACCOUNT: Final = func.sha256(func.convert_to(func.lower(bindparam("account", type_=String)), "UTF8"))
_NOW: Final = bindparam("now", type_=DateTime(timezone=True))
# `domain.access.attempt.wait_after`, in SQL: counting and deciding are one step, whichever worker takes it.
_DOUBLINGS: Final = func.least(attempts.c.failures - FREE, 30)
_SECONDS: Final = func.least(
    FIRST_WAIT.total_seconds() * func.power(2, _DOUBLINGS, type_=Double), LONGEST_WAIT.total_seconds(), type_=Double
)
_WAIT: Final = case(
    (attempts.c.failures >= FREE, func.make_interval(0, 0, 0, 0, 0, 0, _SECONDS, type_=Interval)),
    else_=literal(timedelta(0), Interval),
)
_BEGIN: Final = (
    insert(attempts)
    .values(
        restaurant_id=bindparam("restaurant"),
        account=_ACCOUNT,
        device_id=bindparam("device"),
        failures=1,
        next_at=bindparam("first", type_=DateTime(timezone=True)),
    )
    .on_conflict_do_update(
        index_elements=["restaurant_id", "account", "device_id"],
        set_={"failures": attempts.c.failures + 1, "next_at": later(_NOW, _WAIT)},
        where=attempts.c.next_at <= _NOW,
    )
    .returning(attempts.c.failures)
)
_OF_ACCOUNT: Final = (attempts.c.restaurant_id == bindparam("restaurant"), attempts.c.account == _ACCOUNT)
_THESE: Final = (*_OF_ACCOUNT, attempts.c.device_id == bindparam("device"))
_NEXT: Final = select(attempts.c.failures, attempts.c.next_at).where(*_THESE)
# Only what was seen: another's failure in between makes all wait, and is not to be taken back.
_PUT_RIGHT: Final = (
    attempts.update()
    .where(*_THESE, attempts.c.failures == bindparam("seen"), attempts.c.next_at == bindparam("seen_at"))
    .values(next_at=bindparam("right_at"))
)
_FORGIVE: Final = attempts.delete().where(*_OF_ACCOUNT)
_SUCCEED: Final = attempts.delete().where(*_THESE)
_FORGET: Final = attempts.delete().where(
    attempts.c.restaurant_id == bindparam("restaurant"), attempts.c.next_at < bindparam("moment")
)


class PostgresAttempts(Attempts):
    """Keeps tries in the table `attempts`, so that every worker counts the same ones."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def begin(self, account: str, device: DeviceId | None, *, now: datetime) -> None:
        parameters = self._parameters(account, device)
        first = now + wait_after(1)
        while not await self._database.fetch(_BEGIN, {**parameters, "now": now, "first": first}):
            for row in await self._database.fetch(_NEXT, parameters):
                wait = max(min(row.next_at - now, wait_after(row.failures)), timedelta(0))
                # Where it is longer, the clock was ahead then. Put right once, or everybody would start to wait anew.
                if row.next_at != now + wait:
                    seen = {"seen": row.failures, "seen_at": row.next_at}
                    _ = await self._database.fetch(_PUT_RIGHT, {**parameters, **seen, "right_at": now + wait})
                if wait:
                    raise TooMany(wait)

    def succeed(self, account: str, device: DeviceId | None) -> Change:
        return Writes(run=[Run(_SUCCEED, self._parameters(account, device))])

    def forgive(self, account: str) -> Change:
        return Writes(run=[Run(_FORGIVE, {"restaurant": self._restaurant, "account": account})])

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            return await connection.execute(_FORGET, {"restaurant": self._restaurant, "moment": moment})

    def _parameters(self, account: str, device: DeviceId | None) -> dict[str, object]:
        return {"restaurant": self._restaurant, "account": account, "device": device or NO_DEVICE}
