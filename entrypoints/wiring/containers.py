"""The containers of restaurants: each makes the ports and use cases of one of them, as it is described today."""

from collections import OrderedDict
from typing import Final

from dishka import AsyncContainer

from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Restaurant
from entrypoints.wiring.scopes import Scope

_MOST: Final = 2_000
"""How many are kept. Another one is made by a query, and what it makes, when it is first asked for."""


class Containers:
    """Keeps those of the restaurants that were asked for last."""

    def __init__(self, app: AsyncContainer) -> None:
        """Make them inside the container of the process, `app`."""
        self.app = app
        self._kept: OrderedDict[RestaurantId, AsyncContainer] = OrderedDict()
        self._first: RestaurantId | None = None

    async def first(self) -> AsyncContainer:
        """Return that of the restaurant that is meant where none is named, or raise `RestaurantNotFound`."""
        kept = None if self._first is None else self._look(self._first)
        return await self.first_by_now() if kept is None else kept

    async def first_by_now(self) -> AsyncContainer:
        """Return that of the restaurant that is the first one by now, or raise `RestaurantNotFound`."""
        restaurant = await (await self._restaurants()).first()
        self._first = restaurant.id
        return await self._described(restaurant)

    def look_for_the_first(self) -> None:
        """Have `first` look which restaurant that is by now."""
        self._first = None

    async def of(self, restaurant: RestaurantId) -> AsyncContainer:
        """Return that of a restaurant, which may have been changed since, or raise `RestaurantNotFound`."""
        kept = self._look(restaurant)
        return await self.renewed(restaurant) if kept is None else kept

    async def renewed(self, restaurant: RestaurantId) -> AsyncContainer:
        """Return that of the restaurant as it is now, or raise `RestaurantNotFound`."""
        return await self._described(await (await self._restaurants()).get(restaurant))

    async def named(self, slug: str) -> AsyncContainer:
        """Return that of the restaurant with this slug, as it is now, or raise `RestaurantNotFound`."""
        return await self._described(await (await self._restaurants()).named(slug))

    def _look(self, restaurant: RestaurantId) -> AsyncContainer | None:
        if (kept := self._kept.get(restaurant)) is not None:
            self._kept.move_to_end(restaurant)
        return kept

    async def _restaurants(self) -> Restaurants:
        return await self.app.get(Restaurants)

    async def _described(self, restaurant: Restaurant) -> AsyncContainer:
        kept = self._look(restaurant.id)
        if kept is not None and await kept.get(Restaurant) == restaurant:
            return kept
        made = self._kept[restaurant.id] = container_of(self.app, restaurant)
        if len(self._kept) > _MOST:
            _ = self._kept.popitem(last=False)
        return made


def container_of(app: AsyncContainer, restaurant: Restaurant) -> AsyncContainer:
    """Return a new container of the restaurant, inside that of the process."""
    return app({Restaurant: restaurant}, scope=Scope.RESTAURANT)
