"""Where a request comes from, and how often it may."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final, NewType

from dishka import Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete
from litestar import Request

from application.access.admission import Admission
from application.kernel.clock import Clock
from application.kernel.rate_limits import RateLimits
from domain.kernel.rate import Rate
from entrypoints.settings import Settings

_ONES_OWN: Final = 64
"""How many bits of an IPv6 address are somebody's own network."""
_WITH_PORT: Final = re.compile(r"\[(?P<six>[^]]+)](:\d+)?|(?P<four>[\d.]+):\d+")

Network = IPv4Network | IPv6Network
Admitted = NewType("Admitted", str)
"""The address of a stranger who has not asked too often; a handler that is given it is limited for everybody alike."""


def address_of(request: Request[Any, Any, Any], proxies: Sequence[Network]) -> str:
    """Return the client's address: the connection's, or what trusted proxies say in `X-Forwarded-For`.

    Every proxy adds, at the end, whom it heard from. So the client is the last one who is no trusted proxy; what
    stands before may be made up, and what is no address tells nothing. Of IPv6 it is the network, as whoever has one
    address there has all 2**64 of them.
    """
    connected = request.client.host if request.client else ""
    here = _read(connected)
    lines = ",".join(request.headers.getall("x-forwarded-for", []))
    said = [each for each in lines.split(",") if each.strip()]
    while here and said and any(here in network for network in proxies) and (before := _read(said.pop())):
        here = before
    if isinstance(here, IPv6Address):
        return str(IPv6Network((int(here), _ONES_OWN), strict=False))
    return str(here or connected)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address, without a port that some proxies add; an IPv4 one that is written as IPv6 is one still."""
    with_port = _WITH_PORT.fullmatch(text.strip())
    try:
        address = ip_address((with_port["six"] or with_port["four"]) if with_port else text.strip())
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


class Clients(Provider):
    """Lets clients in."""

    scope = Scope.REQUEST

    @provide
    def admission(self, request: Request, settings: Settings, limits: RateLimits, clock: Clock) -> Admission:  # pyright: ignore[reportMissingTypeArgument, reportUnknownParameterType]
        """Return who counts those who try to get in: strangers by the client's address."""
        rate = Rate(settings.sign_ins_a_minute) if settings.sign_ins_a_minute else None
        address = address_of(request, [ip_network(each) for each in settings.trusted_proxies]) if rate else ""  # pyright: ignore[reportUnknownArgumentType]
        return Admission(limits, clock, rate, address)

    @provide
    async def admitted(self, admission: Admission) -> Admitted:
        """Return the client's address, or raise `TooMany`."""
        await admission.stranger()
        return Admitted(admission.address)
