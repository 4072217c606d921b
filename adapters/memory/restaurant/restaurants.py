"""The restaurants, in memory."""

from collections.abc import AsyncIterator

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, put
from application.kernel.unit_of_work import Change
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.restaurant.restaurant import Restaurant, RestaurantNotFound


class MemoryRestaurants(Restaurants):
    """Keeps restaurants in a dict."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def first(self) -> Restaurant:
        """Return the one with the lowest id."""
        if not self._store.restaurants:
            raise RestaurantNotFound
        return self._store.restaurants[min(self._store.restaurants)]

    async def get(self, restaurant: RestaurantId) -> Restaurant:
        if restaurant not in self._store.restaurants:
            raise RestaurantNotFound
        return self._store.restaurants[restaurant]

    async def all(self) -> AsyncIterator[RestaurantId]:
        """Go through the keys as they are now."""
        for restaurant in sorted(self._store.restaurants):
            yield restaurant

    def add(self, restaurant: Restaurant) -> Change:
        return Step(lambda: put(self._store.restaurants, restaurant.id, restaurant))

    def change(self, restaurant: Restaurant) -> Change:
        def step() -> Undo:
            if restaurant.id not in self._store.restaurants:
                raise RestaurantNotFound
            return put(self._store.restaurants, restaurant.id, restaurant)

        return Step(step)

    async def currency_in_use(self) -> Currency | None:
        """Return the first restaurant's currency once it has a product."""
        restaurant = await self.first()
        return restaurant.currency if self._store.shelves[restaurant.id].products else None
