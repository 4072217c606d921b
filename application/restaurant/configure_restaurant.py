"""Configure the restaurant."""

from dataclasses import dataclass

from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import CurrencyIsFixed, Description, Restaurant, RestaurantNotFound


@dataclass(frozen=True, slots=True)
class ConfigureRestaurant:
    """Have the first restaurant be as the settings say: open it, or change what they say otherwise than before.

    So a start under the same settings takes back nothing that was changed in another way since.
    """

    restaurants: Restaurants
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, described: Description) -> Restaurant:
        """Return the restaurant, or raise `CurrencyIsFixed` or `SlugTaken`."""
        said = described.said()
        try:
            before, followed = await self.restaurants.first_and_followed()
        except RestaurantNotFound:
            opened = Restaurant(id=RestaurantId(self.ids.new()), **said)
            follow = self.restaurants.follow_settings(opened.id, described)
            return await self.work.commit(opened, self.restaurants.add(opened), follow)
        if followed == described:
            return before
        said_before = followed.said() if followed else {}
        after = before.changed(**{name: value for name, value in said.items() if said_before.get(name) != value})
        changes = [] if after is before else [self.restaurants.change(after)]
        try:
            return await self.work.commit(after, *changes, self.restaurants.follow_settings(before.id, described))
        except CurrencyIsFixed:
            raise CurrencyIsFixed.between(before.currency, after.currency) from None
