"""Show the restaurant."""

from dataclasses import dataclass

from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Restaurant


@dataclass(frozen=True, slots=True)
class ShowRestaurant:
    """Look up the restaurant that this is: all who work there show amounts and times as it does."""

    restaurants: Restaurants
    restaurant: RestaurantId

    async def __call__(self) -> Restaurant:
        """Return it as it is now."""
        return await self.restaurants.get(self.restaurant)
