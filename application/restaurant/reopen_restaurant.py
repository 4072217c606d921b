"""Reopen a restaurant."""

from dataclasses import dataclass

from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.ports import Restaurants
from domain.restaurant.restaurant import Restaurant


@dataclass(frozen=True, slots=True)
class ReopenRestaurant:
    """Open a closed restaurant again, when none of its managers is signed in any more."""

    restaurants: Restaurants
    work: UnitOfWork

    async def __call__(self, *, slug: str) -> Restaurant:
        """Return the restaurant, open, or raise `RestaurantNotFound` or `RestaurantChanged`."""
        before = await self.restaurants.named(slug)
        after = before.changed(is_open=True)
        if after is before:
            await self.work.confirm()
            return after
        return await self.work.commit(after, self.restaurants.change(after))
