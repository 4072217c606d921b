"""Show the restaurant."""

from dataclasses import dataclass

from application.kernel.access import Rights
from application.restaurant.ports import Restaurants
from domain.kernel.caller import Caller
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Restaurant


@dataclass(frozen=True, slots=True)
class ShowRestaurant:
    """Find the restaurant that the caller works for."""

    restaurants: Restaurants
    restaurant: RestaurantId
    rights: Rights

    async def __call__(self, *, caller: Caller) -> Restaurant:
        """Return it, or raise `OnlyManagersManage`."""
        self.rights.ensure_may_change_restaurant(caller)
        return await self.restaurants.get(self.restaurant)
