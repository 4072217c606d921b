"""Who is calling: the token in the Authorization header, checked before anything else is looked at."""

from typing import Any, Final

from dishka import AsyncContainer, Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete
from litestar import Request

from application.access.ports import Tokens
from application.access.verify_token import VerifyToken
from domain.access.token import Claims, TokenMissing
from domain.kernel.caller import Caller
from domain.people.waiter import Waiter
from entrypoints.http.kernel.parameters import ensure_known

CLAIMS: Final = "claims"


async def signed_in(request: Request[Any, Any, Any]) -> None:
    """Read the caller's token before anything else. Raises `TokenMissing`, `TokenInvalid` or `TokenExpired`.

    Who is known hears, next, of parameters that nobody knows.

    A Litestar guard would do the same, at the price of a copy of the handler a request.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenMissing
    container: AsyncContainer = request.app.state.dishka_container
    tokens = await container.get(Tokens)
    request.scope["state"][CLAIMS] = tokens.read(token.strip())
    await ensure_known(request)


class Callers(Provider):
    """Provides who is calling to handlers behind `signed_in`."""

    scope = Scope.REQUEST

    @provide
    def claims(self, request: Request) -> Claims:  # pyright: ignore[reportMissingTypeArgument, reportUnknownParameterType]
        """Return what `signed_in` read."""
        return request.scope["state"][CLAIMS]

    @provide
    async def waiter(self, claims: Claims, verify: VerifyToken) -> Waiter:
        """Return the caller as they are on the staff today."""
        return await verify(claims=claims)

    @provide
    def caller(self, waiter: Waiter) -> Caller:
        """Return who the caller is to the other contexts."""
        return waiter.caller
