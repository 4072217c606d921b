"""Where a request comes from, and how often it may."""

from typing import Any, NewType

from dishka import Provider, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete
from litestar import Request

from application.access.admission import Admission
from application.kernel.clock import Clock
from application.kernel.rate_limits import RateLimits
from domain.kernel.rate import Rate
from entrypoints.http.kernel.proxies import Proxies, owner, read_address
from entrypoints.settings import Settings
from entrypoints.wiring.containers import Containers
from entrypoints.wiring.scopes import Scope

Admitted = NewType("Admitted", str)
"""The address of a stranger who has not asked too often; a handler that is given it is limited for everybody alike."""


def address_of(request: Request[Any, Any, Any], proxies: Proxies) -> str:
    """Return the client's address: the connection's, or what trusted proxies say in `X-Forwarded-For`.

    Every proxy adds, at the end, whom it heard from. So the client is the last one who is no trusted proxy; what
    stands before may be made up, and what is no address tells nothing. Of IPv6 it is the network.
    """
    connected = request.client.host if request.client else ""
    here = read_address(connected)
    lines = ",".join(request.headers.getall("x-forwarded-for", []))
    forwarded = [each for each in lines.split(",") if each.strip()]
    while forwarded and proxies.have(here) and (before := read_address(forwarded.pop())):
        here = before
    return owner(str(here or connected))


class Clients(Provider):
    """Lets clients in."""

    scope = Scope.REQUEST

    @provide
    async def admission(self, request: Request, settings: Settings, limits: RateLimits, clock: Clock) -> Admission:  # pyright: ignore[reportMissingTypeArgument, reportUnknownParameterType]
        """Return who counts those who try to get in: strangers by the client's address."""
        rate = Rate(settings.sign_ins_a_minute) if settings.sign_ins_a_minute else None
        address = address_of(request, Proxies(settings.trusted_proxies)) if rate else ""  # pyright: ignore[reportUnknownArgumentType]
        containers: Containers = request.app.state.containers
        everywhere = await (await containers.first()).get(RateLimits)
        return Admission(everywhere, limits, clock, rate, address)

    @provide
    async def admitted(self, admission: Admission) -> Admitted:
        """Return the client's address, or raise `TooMany`."""
        await admission.stranger()
        return Admitted(admission.address)
