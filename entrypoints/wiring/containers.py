"""The containers of restaurants: each makes the ports and use cases of one of them, as it is described today."""

from collections import OrderedDict
from typing import Final

from dishka import AsyncContainer

from application.restaurant.ports import Restaurants
from domain.access.secret import SetupToken
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Restaurant
from entrypoints.settings import Settings
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
        if self._first is None:
            self._first = (await (await self.app.get(Restaurants)).first()).id
        return await self.of(self._first)

    def look_for_the_first(self) -> None:
        """Have `first` look which restaurant that is by now."""
        self._first = None

    async def of(self, restaurant: RestaurantId) -> AsyncContainer:
        """Return that of a restaurant, which may have been changed since, or raise `RestaurantNotFound`."""
        if (kept := self._kept.get(restaurant)) is None:
            return await self.renewed(restaurant)
        self._kept.move_to_end(restaurant)
        return kept

    async def renewed(self, restaurant: RestaurantId) -> AsyncContainer:
        """Return that of the restaurant as it is now, or raise `RestaurantNotFound`."""
        _ = self._kept.pop(restaurant, None)
        return await self.described(await (await self.app.get(Restaurants)).get(restaurant))

    async def described(self, restaurant: Restaurant) -> AsyncContainer:
        """Return that of a restaurant that was just read."""
        kept = self._kept.get(restaurant.id)
        if kept is not None and await kept.get(Restaurant) == restaurant:
            return kept
        # Asked anew: the one of before may be forgotten, and this one stand in its place.
        self._first = (await (await self.app.get(Restaurants)).first()).id
        settings = await self.app.get(Settings)
        # Whoever may set the first one up has no say in others, whose tokens are their own.
        token = SetupToken(settings.setup_token if restaurant.id == self._first else None)
        made = container_of(self.app, restaurant, token)
        self._kept[restaurant.id] = made
        if len(self._kept) > _MOST:
            _ = self._kept.popitem(last=False)
        return made


def container_of(
    app: AsyncContainer,
    restaurant: Restaurant,
    token: SetupToken = SetupToken(None),  # noqa: B008 - it is frozen
) -> AsyncContainer:
    """Return a new container of the restaurant, inside that of the process; whoever has the `token` may set it up."""
    return app({Restaurant: restaurant, SetupToken: token}, scope=Scope.RESTAURANT)
