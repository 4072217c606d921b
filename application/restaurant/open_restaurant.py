"""Open a restaurant."""

from dataclasses import dataclass

from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Description, Restaurant


@dataclass(frozen=True, slots=True)
class OpenRestaurant:
    """Take another restaurant in, with nobody on its staff yet."""

    restaurants: Restaurants
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, described: Description, setup_token: bytes) -> Restaurant:
        """Return the restaurant, or raise `SlugTaken`. `setup_token` is the digest of what makes its first manager."""
        opened = Restaurant(id=RestaurantId(self.ids.new()), **described.said())
        return await self.work.commit(opened, self.restaurants.add(opened, setup_token))
