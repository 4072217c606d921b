"""Whether the restaurant has been set up, on PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from adapters.postgres.access.tables import setups
from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.engine import Database
from adapters.postgres.restaurant.tables import restaurants
from application.access.ports import Setups
from application.kernel.unit_of_work import Change
from domain.access.secret import SetupRefused
from domain.kernel.ids import RestaurantId, WaiterId

_DONE: Final = select(setups.c.user_id).where(setups.c.restaurant_id == bindparam("restaurant"))

_OFFERED: Final = select(restaurants.c.setup_token).where(restaurants.c.id == bindparam("restaurant"))


class PostgresSetups(Setups):
    """Keeps who was first in the table `setups`, whose key there is one of a restaurant."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def done(self) -> bool:
        return bool(await self._database.fetch(_DONE, {"restaurant": self._restaurant}))

    async def offered(self) -> bytes | None:
        for row in await self._database.fetch(_OFFERED, {"restaurant": self._restaurant}):
            return row.setup_token
        return None

    def do(self, first: WaiterId, *, at: datetime) -> Change:
        row = {"restaurant_id": self._restaurant, "user_id": first, "done_at": at}
        return Writes({setups: [row]}, unless={"setups_pkey": SetupRefused})
