"""Rate limits that count for all workers, on PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import DateTime, Interval, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.moments import later
from adapters.postgres.kernel.tables import rate_limits
from adapters.postgres.kernel.violations import refusals
from application.kernel.rate_limits import RateLimits
from domain.kernel.errors import SettingsChanged, TooMany
from domain.kernel.ids import RestaurantId
from domain.kernel.rate import MINUTE, Rate

_NOW: Final = bindparam("now", type_=DateTime(timezone=True))
# `domain.kernel.rate.Rate.after` in SQL, so that counting and deciding are one statement for all workers.
_FULL: Final = bindparam("full", type_=DateTime(timezone=True))
_USED_UNTIL: Final = case(
    (rate_limits.c.used_until > _FULL, _NOW),
    else_=func.greatest(rate_limits.c.used_until, _NOW, type_=DateTime(timezone=True)),
)
_AFTER: Final = later(_USED_UNTIL, bindparam("every", type_=Interval))
_TAKE: Final = (
    insert(rate_limits)
    .values(
        restaurant_id=bindparam("restaurant"),
        what=bindparam("what"),
        who=bindparam("who"),
        used_until=bindparam("first", type_=DateTime(timezone=True)),
    )
    .on_conflict_do_update(
        index_elements=["restaurant_id", "what", "who"],
        set_={"used_until": _AFTER},
        where=_FULL >= _AFTER,
    )
    .returning(rate_limits.c.used_until)
)
_USED: Final = select(rate_limits.c.used_until).where(
    rate_limits.c.restaurant_id == bindparam("restaurant"),
    rate_limits.c.what == bindparam("what"),
    rate_limits.c.who == bindparam("who"),
)
_FORGET: Final = rate_limits.delete().where(
    rate_limits.c.restaurant_id == bindparam("restaurant"), rate_limits.c.used_until < bindparam("moment")
)
_FORGOTTEN: Final = {"rate_limits_restaurants_fkey": SettingsChanged}


class PostgresRateLimits(RateLimits):
    """Keeps, in the table `rate_limits`, the moment until which each one's rate is used up."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def take(self, what: str, who: str, *, rate: Rate, now: datetime) -> None:
        parameters = {"restaurant": self._restaurant, "what": what, "who": who}
        moments = {"now": now, "full": now + MINUTE, "first": rate.after(now, now)}
        with refusals(_FORGOTTEN):
            taken = await self._database.fetch(_TAKE, {**parameters, **moments, "every": rate.every})
        if not taken:
            for row in await self._database.fetch(_USED, parameters):
                raise TooMany(rate.wait(row.used_until, now))

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            return await connection.execute(_FORGET, {"restaurant": self._restaurant, "moment": moment})
