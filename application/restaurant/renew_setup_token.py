"""Renew a restaurant's setup token."""

from dataclasses import dataclass

from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.ports import Restaurants
from domain.restaurant.restaurant import Restaurant


@dataclass(frozen=True, slots=True)
class RenewSetupToken:
    """Have another token make the first manager of a restaurant. The one of before, which was lost, no longer does."""

    restaurants: Restaurants
    work: UnitOfWork

    async def __call__(self, *, slug: str, setup_token: bytes) -> Restaurant:
        """Return the restaurant, or raise `RestaurantNotFound` or `AlreadySetUp`. `setup_token` is a digest."""
        found = await self.restaurants.named(slug)
        return await self.work.commit(found, self.restaurants.offer(found.id, setup_token))
