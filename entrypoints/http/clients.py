"""Where a request comes from, and how often it may."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, NewType

from dishka import Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete
from litestar import Request

from application.kernel.clock import Clock
from application.kernel.rate_limits import RateLimits
from domain.kernel.rate import Rate
from entrypoints.settings import Settings

Network = IPv4Network | IPv6Network
Admitted = NewType("Admitted", str)
"""The address of a client that has not asked too often; a handler that is given it is limited."""


def address_of(request: Request[Any, Any, Any], proxies: Sequence[Network]) -> str:
    """Return the client's address: the connection's, or what trusted proxies say in `X-Forwarded-For`.

    Every proxy adds, at the end, whom it heard from. So the client is the last one who is no trusted proxy; what
    stands before may be made up.
    """
    here = request.client.host if request.client else ""
    lines = ",".join(request.headers.getall("x-forwarded-for", []))
    said = [each.strip() for each in lines.split(",") if each.strip()]
    while said and _is_one_of(here, proxies):
        here = said.pop()
    return here


def _is_one_of(address: str, networks: Sequence[Network]) -> bool:
    try:
        return any(ip_address(address) in network for network in networks)
    except ValueError:
        return False


class Clients(Provider):
    """Lets clients in."""

    scope = Scope.REQUEST

    @provide
    async def admitted(self, request: Request, settings: Settings, limits: RateLimits, clock: Clock) -> Admitted:  # pyright: ignore[reportMissingTypeArgument, reportUnknownParameterType]
        """Return the client's address, or raise `TooMany`."""
        if not settings.sign_ins_a_minute:
            return Admitted("")
        address = address_of(request, [ip_network(each) for each in settings.trusted_proxies])  # pyright: ignore[reportUnknownArgumentType]
        await limits.take("sign-in", address, rate=Rate(settings.sign_ins_a_minute), now=clock.now())
        return Admitted(address)
