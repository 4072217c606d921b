"""Whether the restaurant has been set up, on PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import Uuid, and_, bindparam, or_, select

from adapters.postgres.access.tables import credentials, setups
from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.engine import Database
from adapters.postgres.people.tables import users
from adapters.postgres.restaurant.tables import restaurants
from application.access.ports import Setups
from application.kernel.unit_of_work import Change
from domain.access.secret import AlreadySetUp, SetupRefused
from domain.kernel.caller import Role
from domain.kernel.ids import RestaurantId, WaiterId

_RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
_OURS: Final = restaurants.c.id == _RESTAURANT
_HAS_A_MANAGER: Final = (
    select(users.c.id)
    .join(credentials, and_(credentials.c.restaurant_id == users.c.restaurant_id, credentials.c.user_id == users.c.id))
    .where(users.c.restaurant_id == _RESTAURANT, users.c.role == Role.MANAGER.value, users.c.active)
    .exists()
)
_IS_DONE: Final = or_(
    select(setups.c.user_id).where(setups.c.restaurant_id == _RESTAURANT).exists(),
    _HAS_A_MANAGER,
)
_DONE: Final = select(restaurants.c.id).where(_OURS, _IS_DONE)
_OFFERED: Final = select(restaurants.c.setup_token).where(_OURS, ~_IS_DONE)
_OFFER: Final = restaurants.update().where(_OURS, ~_IS_DONE).values(setup_token=bindparam("token"))
_OFFER_THE_FIRST: Final = _OFFER.where(restaurants.c.setup_token.is_(None))


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

    def offer(self, setup_token: bytes) -> Change:
        return Writes(run=[Run(_OFFER, {"restaurant": self._restaurant, "token": setup_token}, AlreadySetUp)])

    def offer_the_first(self, setup_token: bytes) -> Change:
        return Writes(run=[Run(_OFFER_THE_FIRST, {"restaurant": self._restaurant, "token": setup_token})])

    def do(self, first: WaiterId, *, at: datetime) -> Change:
        row = {"restaurant_id": self._restaurant, "user_id": first, "done_at": at}
        return Writes({setups: [row]}, unless={"setups_pkey": SetupRefused})
