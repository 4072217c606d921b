"""The restaurants, in memory."""

from collections.abc import AsyncIterator

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, put
from application.kernel.unit_of_work import Change
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import (
    CurrencyIsFixed,
    Description,
    Restaurant,
    RestaurantChanged,
    RestaurantNotFound,
    SlugTaken,
)


class MemoryRestaurants(Restaurants):
    """Keeps restaurants in a dict."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._restaurants = store.restaurants

    async def first(self) -> Restaurant:
        for restaurant in sorted(self._restaurants, key=lambda each: (each not in self._store.settings_followed, each)):
            return self._restaurants[restaurant]
        raise RestaurantNotFound

    async def first_and_followed(self) -> tuple[Restaurant, Description | None]:
        first = await self.first()
        return first, self._store.settings_followed.get(first.id)

    async def get(self, restaurant: RestaurantId) -> Restaurant:
        if restaurant not in self._restaurants:
            raise RestaurantNotFound
        return self._restaurants[restaurant]

    async def named(self, slug: str) -> Restaurant:
        for restaurant in self._restaurants.values():
            if restaurant.slug == slug:
                return restaurant
        raise RestaurantNotFound

    async def all(self) -> AsyncIterator[RestaurantId]:
        """Go through the keys as they are now."""
        for restaurant in sorted(self._restaurants):
            yield restaurant

    def add(self, restaurant: Restaurant, setup_token: bytes | None = None) -> Change:
        def step() -> Undo:
            self._ensure_free(restaurant)
            offered = [] if setup_token is None else [put(self._store.setup_tokens, restaurant.id, setup_token)]
            return both(put(self._restaurants, restaurant.id, restaurant), *offered)

        return Step(step)

    async def is_offered(self, restaurant: RestaurantId, setup_token: bytes) -> bool:
        return self._store.setup_tokens.get(restaurant) == setup_token

    def change(self, restaurant: Restaurant) -> Change:
        def step() -> Undo:
            before = self._restaurants.get(restaurant.id)
            if before is None or before.version != restaurant.version - 1:
                raise RestaurantChanged
            shelf = self._store.shelves[restaurant.id]
            if before.currency != restaurant.currency and (shelf.products or shelf.modifier_groups):
                raise CurrencyIsFixed
            self._ensure_free(restaurant)
            return put(self._restaurants, restaurant.id, restaurant)

        return Step(step)

    def follow_settings(self, restaurant: RestaurantId, described: Description) -> Change:
        return Step(lambda: put(self._store.settings_followed, restaurant, described))

    def _ensure_free(self, restaurant: Restaurant) -> None:
        if any(each.slug == restaurant.slug and each.id != restaurant.id for each in self._restaurants.values()):
            raise SlugTaken
