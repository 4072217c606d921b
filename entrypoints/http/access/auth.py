"""Who is calling: the token in the Authorization header, checked before anything else is looked at."""

from collections.abc import Sequence
from typing import Any, Final

from dishka import AsyncContainer, Provider, from_context, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete
from litestar import Request
from litestar.handlers import HTTPRouteHandler

from application.access.ports import TokenReader
from application.access.verify_token import VerifyToken
from domain.access.token import Claims, TokenMissing
from domain.kernel.caller import Caller
from domain.people.waiter import Waiter
from entrypoints.http.kernel.calling import note_caller
from entrypoints.http.kernel.injection import Injected, chosen
from entrypoints.http.kernel.parameters import ensure_known
from entrypoints.http.kernel.responses import SIGNED_IN
from entrypoints.wiring.scopes import Scope

_CLAIMS: Final = "claims"


def claims_of(request: Request[Any, Any, Any]) -> Claims:
    """Return what `signed_in` read."""
    return request.scope["state"][_CLAIMS]


async def signed_in(request: Request[Any, Any, Any]) -> None:
    """Read the caller's token before anything else. Raises `TokenMissing`, `TokenInvalid` or `TokenExpired`.

    Who is known is given their restaurant, and hears, next, of parameters that nobody knows.

    A Litestar guard would do the same, at the price of a copy of the handler a request.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenMissing
    container: AsyncContainer = request.app.state.container
    tokens = await container.get(TokenReader)
    claims = tokens.read(token.strip())
    request.scope["state"][_CLAIMS] = claims
    note_caller(request.scope, claims.waiter, claims.restaurant)
    _ = await chosen(request)
    await ensure_known(request)


def for_signed_in(*handlers: HTTPRouteHandler) -> Sequence[HTTPRouteHandler]:
    """Make these calls for who is signed in only, in a router whose others are for anybody."""
    for handler in handlers:
        handler.before_request, handler.security = signed_in, SIGNED_IN
    return handlers


def signed_in_router(path: str, *handlers: HTTPRouteHandler, tag: str) -> Injected:
    """Return the router of a path below which all is for who is signed in only, `OPTIONS` too."""
    return Injected(path, route_handlers=handlers, before_request=signed_in, security=SIGNED_IN, tags=[tag])


class Callers(Provider):
    """Provides who is calling to handlers behind `signed_in`."""

    scope = Scope.REQUEST

    request = from_context(Request)

    @provide
    def claims(self, request: Request) -> Claims:  # pyright: ignore[reportMissingTypeArgument, reportUnknownParameterType]
        """Return what `signed_in` read."""
        return claims_of(request)  # pyright: ignore[reportUnknownArgumentType]

    @provide
    async def waiter(self, claims: Claims, verify: VerifyToken) -> Waiter:
        """Return the caller as they are on the staff today."""
        return await verify(claims=claims)

    @provide
    def caller(self, waiter: Waiter) -> Caller:
        """Return who the caller is to the other contexts."""
        return waiter.caller
