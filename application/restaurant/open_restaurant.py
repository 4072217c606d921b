"""Open a restaurant."""

from dataclasses import dataclass

from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Description, Restaurant, SlugTaken


@dataclass(frozen=True, slots=True)
class OpenRestaurant:
    """Take another restaurant in, with nobody on its staff yet."""

    restaurants: Restaurants
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, described: Description, setup_token: bytes) -> tuple[Restaurant, bool]:
        """Return the restaurant, and whether it was open before, under the same `setup_token`: asked for once more.

        That is the digest of what makes its first manager. Raises `SlugTaken`.
        """
        opened = Restaurant(id=RestaurantId(self.ids.new()), **described.said())
        try:
            return await self.work.commit(opened, self.restaurants.add(opened, setup_token)), False
        except SlugTaken:
            before = await self.restaurants.named(described.slug)
            if not await self.restaurants.is_offered(before.id, setup_token):
                raise
        await self.work.confirm()  # who asked first may not have been told, and then it may not last
        return before, True
