"""Which restaurant a request means."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dishka import AsyncContainer
from litestar import Request

from application.access.ports import TokenReader
from application.restaurant.ports import Restaurants
from domain.access.token import TokenInvalid
from domain.kernel.errors import Invalid, NotSignedIn
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Restaurant, RestaurantClosed, RestaurantNotFound
from entrypoints.http.access.carried import slug_of
from entrypoints.http.kernel.calling import restaurant_in
from entrypoints.http.kernel.injection import WHILE_CLOSED
from entrypoints.wiring.containers import Containers

HEADER: Final = "restaurant"

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})

AnyRequest = Request[Any, Any, Any]


class SeveralRestaurants(Invalid):
    """A request that names one restaurant here and another there."""

    says = "The Restaurant header and the token name different restaurants"


class Choosing:
    """Chooses by the token; for strangers by what they name, or by the host; else the installation's first one."""

    def __init__(self, containers: Containers, hosts: Sequence[str]) -> None:
        """Choose among these; `hosts` are like `orders.example.com=trattoria`."""
        self._containers = containers
        pairs = (each.partition("=") for each in hosts)
        self._hosts: Mapping[str, str] = {host.lower(): slug for host, _, slug in pairs}

    async def __call__(self, request: AnyRequest, body: object, *, anew: bool) -> AsyncContainer:
        """Return the restaurant's container; made `anew`, of what the restaurant is like by now.

        Raises `RestaurantNotFound`, `SeveralRestaurants` and `RestaurantClosed`.
        """
        if anew:
            self._containers.look_for_the_first()
        header, carried = request.headers.get(HEADER), {*_carried(request, body)}
        named = carried if header is None else {header.strip(), *carried}
        known = restaurant_in(request.scope) or await self._found_by_token(request)
        if known is None:
            try:
                return await self._for_stranger(request, named)
            except RestaurantNotFound:
                if header is None and carried:  # forgotten since
                    raise TokenInvalid from None
                raise
        container = await self._of(known, anew=anew)
        restaurant = await container.get(Restaurant)
        if (named and named != {restaurant.slug}) or _is_refused(request, restaurant):
            container = await self._of(known, anew=True)  # what is refused is refused by what holds now
            restaurant = await container.get(Restaurant)
        _ensure_meant(named, restaurant)
        _ensure_open(request, restaurant)
        return container

    async def _of(self, restaurant: RestaurantId, *, anew: bool) -> AsyncContainer:
        try:
            return await (self._containers.renewed if anew else self._containers.of)(restaurant)
        except RestaurantNotFound:  # forgotten since
            raise TokenInvalid from None

    async def _found_by_token(self, request: AnyRequest) -> RestaurantId | None:
        """Return the restaurant of a token that is good, where none is needed; None where that would be refused."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            restaurant = (await self._containers.app.get(TokenReader)).read(token.strip()).restaurant
            _ = await self._containers.of(restaurant)
        except (NotSignedIn, RestaurantNotFound):
            return None
        return restaurant

    async def _for_stranger(self, request: AnyRequest, named: set[str]) -> AsyncContainer:
        restaurants = await self._containers.app.get(Restaurants)
        host = request.headers.get("host", "").lower()
        by_host = self._hosts.get(host) or self._hosts.get(host.rpartition(":")[0])
        if len(named) > 1:
            raise SeveralRestaurants
        slug = next(iter(named), by_host)
        restaurant = await (restaurants.first() if slug is None else restaurants.named(slug))
        _ensure_open(request, restaurant)
        return await self._containers.described(restaurant)


def _carried(request: AnyRequest, body: object) -> Iterator[str]:
    carried = (request.headers.get("device-token", ""), getattr(body, "refresh_token", ""))
    yield from (slug for text in carried if (slug := slug_of(text)) is not None)


def _ensure_meant(named: set[str], restaurant: Restaurant) -> None:
    if named and named != {restaurant.slug}:
        raise SeveralRestaurants


def _ensure_open(request: AnyRequest, restaurant: Restaurant) -> None:
    if _is_refused(request, restaurant):
        raise RestaurantClosed


def _is_refused(request: AnyRequest, restaurant: Restaurant) -> bool:
    if restaurant.is_open or request.route_handler.opt.get(WHILE_CLOSED):
        return False
    return restaurant_in(request.scope) is None or request.method not in _READING
