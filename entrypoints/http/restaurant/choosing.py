"""Which restaurant a request means."""

from typing import Any

from dishka import AsyncContainer
from litestar import Request

from domain.access.token import TokenInvalid
from domain.restaurant.restaurant import RestaurantNotFound
from entrypoints.http.kernel.calling import restaurant_in
from entrypoints.wiring.containers import Containers


class Choosing:
    """Chooses by the token, or, where there is none, the restaurant that was opened first."""

    def __init__(self, containers: Containers) -> None:
        """Choose among these."""
        self._containers = containers

    async def __call__(self, request: Request[Any, Any, Any], body: object, *, anew: bool) -> AsyncContainer:
        """Return the restaurant's container; made `anew`, of what the restaurant is like now."""
        _ = body
        restaurant = restaurant_in(request.scope)
        if restaurant is None:
            return await self._containers.first()
        try:
            return await (self._containers.renewed if anew else self._containers.of)(restaurant)
        except RestaurantNotFound:  # forgotten since
            raise TokenInvalid from None
