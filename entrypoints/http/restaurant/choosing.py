"""Which restaurant a request means."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dishka import AsyncContainer
from litestar import Request

from application.access.admission import Admission
from application.access.ports import TokenReader
from domain.access.token import TokenInvalid
from domain.kernel.errors import Invalid
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Restaurant, RestaurantClosed, RestaurantNotFound
from entrypoints.hosts import host_name, hosts_and_slugs
from entrypoints.http.access.carried import slug_of
from entrypoints.http.kernel.calling import restaurant_in
from entrypoints.http.kernel.injection import WHILE_CLOSED
from entrypoints.wiring.containers import Containers
from entrypoints.wiring.scopes import Scope

HEADER: Final = "restaurant"

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})

AnyRequest = Request[Any, Any, Any]


class SeveralRestaurants(Invalid):
    """A request that names one restaurant here and another there."""

    says = "This request names different restaurants: its Restaurant headers and its tokens have to name one"


class Choosing:
    """Chooses by the token; for strangers by what they name, or by the host; else the installation's first one."""

    def __init__(self, containers: Containers, hosts: Sequence[str]) -> None:
        """Choose among these; `hosts` are like `orders.example.com=trattoria`."""
        self._containers = containers
        self._hosts: Mapping[str, str] = dict(hosts_and_slugs(hosts))

    async def __call__(self, request: AnyRequest, body: object, *, anew: bool) -> AsyncContainer:
        """Return the restaurant's container; made `anew`, of what the restaurant is like by now.

        Raises `SeveralRestaurants`, `RestaurantClosed`, `TokenInvalid` where that of a token is forgotten, and
        `RestaurantNotFound`, or `TooMany` to who guessed too often.
        """
        if anew:
            self._containers.look_for_the_first()
        header, carried = _in_header(request), _carried(request, body)
        if (restaurant := restaurant_in(request.scope)) is not None:
            return await self._for_token(request, restaurant, header, carried, anew=anew)
        if (restaurant := await self._signed_for(request)) is not None:
            # Of who is not signed in, nobody looks up whether the restaurant is still what it was.
            return await self._for_token(request, restaurant, header, carried, anew=True)
        if len(header | carried) > 1:
            raise SeveralRestaurants
        try:
            return await self._for_stranger(request, header | carried)
        except RestaurantNotFound:
            if carried and not header:
                raise TokenInvalid from None  # the restaurant was forgotten since
            raise

    async def named(self, slug: str) -> AsyncContainer:
        """Return that of the restaurant with this slug, as it is now, or raise `RestaurantNotFound`."""
        return await self._containers.named(slug)

    async def _signed_for(self, request: AnyRequest) -> RestaurantId | None:
        """Return the restaurant of a token where none is needed; its time may be over. None where it is not ours."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            return (await self._containers.app.get(TokenReader)).restaurant_of(token.strip())
        except TokenInvalid:
            return None

    async def _for_token(
        self, request: AnyRequest, known: RestaurantId, header: set[str], carried: set[str], *, anew: bool
    ) -> AsyncContainer:
        try:
            container = await (self._containers.renewed if anew else self._containers.of)(known)
        except RestaurantNotFound:
            raise TokenInvalid from None  # the restaurant was forgotten since
        restaurant = await container.get(Restaurant)
        try:
            _ensure_meant(restaurant, header, carried)
            _ensure_open(request, restaurant)
        except (SeveralRestaurants, TokenInvalid, RestaurantClosed):
            if anew:
                raise
            # What is refused is refused by what holds now.
            return await self._for_token(request, known, header, carried, anew=True)
        return container

    async def _for_stranger(self, request: AnyRequest, named: set[str]) -> AsyncContainer:
        by_host = self._hosts.get(host_name(request.headers.get("host", "")))
        slug = next(iter(named), by_host)
        try:
            container = await (self._containers.first_by_now() if slug is None else self._containers.named(slug))
        except RestaurantNotFound:
            if named:
                await self._count_guess(request)
            raise
        _ensure_open(request, await container.get(Restaurant))
        return container

    async def _count_guess(self, request: AnyRequest) -> None:
        first = await self._containers.first()
        async with first({Request: request}, scope=Scope.REQUEST) as opened:
            await (await opened.get(Admission)).stranger()


def _in_header(request: AnyRequest) -> set[str]:
    """Return what the header says; one that is sent twice is one list (RFC 9110)."""
    return {each.strip() for line in request.headers.getall(HEADER, []) for each in line.split(",")}


def _carried(request: AnyRequest, body: object) -> set[str]:
    """Return the slugs in front of tokens that last."""
    carried = (request.headers.get("device-token", ""), getattr(body, "refresh_token", ""))
    return {slug for text in carried if (slug := slug_of(text)) is not None}


def _ensure_meant(restaurant: Restaurant, header: set[str], carried: set[str]) -> None:
    if not header <= {restaurant.slug}:
        raise SeveralRestaurants
    if not carried <= {restaurant.slug}:
        raise TokenInvalid


def _ensure_open(request: AnyRequest, restaurant: Restaurant) -> None:
    if restaurant.is_open or request.route_handler.opt.get(WHILE_CLOSED):
        return
    if restaurant_in(request.scope) is None or request.method not in _READING:
        raise RestaurantClosed
