"""Health: whether the program runs, and whether it can work."""

from typing import Final

import msgspec
from dishka import FromDishka
from litestar import Response, get

from application.kernel.readiness import Readiness
from application.reporting.sums_behind import SumsBehind
from domain.kernel.errors import Unavailable
from entrypoints.http.kernel.injection import InjectedForAll
from entrypoints.http.kernel.responses import answer


class Live(msgspec.Struct, frozen=True):
    """The program runs."""

    status: str = "ok"


class Details(msgspec.Struct, frozen=True):
    """What a monitor may want to watch; null where the database did not say.

    Orders wait until they are in the sums that reports read. Reports count them all the same, so waiting is no fault;
    where the number grows for minutes, orders come faster than they are added up.
    """

    orders_to_roll_up: int | None = None
    oldest_waits_seconds: float | None = None


class Ready(msgspec.Struct, frozen=True):
    """Whether the program can work, and what it misses if not."""

    status: str
    missing: list[str]
    details: Details


_DETAILS: Final = {"orders_to_roll_up": 12, "oldest_waits_seconds": 0.211}
_NO_DETAILS: Final = {"orders_to_roll_up": None, "oldest_waits_seconds": None}
_AWAY: Final = "The database cannot be reached"


@get("/live", operation_id="isLive", responses=answer(200, Live, {"status": "ok"}))
async def live() -> Live:
    """Tell whether the program runs."""
    return Live()


@get(
    "/ready",
    operation_id="isReady",
    responses={
        **answer(200, Ready, {"status": "ready", "missing": [], "details": _DETAILS}),
        **answer(503, Ready, {"status": "not ready", "missing": [_AWAY], "details": _NO_DETAILS}),
    },
)
async def ready(readiness: FromDishka[Readiness], behind: FromDishka[SumsBehind]) -> Response[Ready]:
    """Tell whether the program can work.

    200 when it can, 503 with what is missing when not.
    """
    missing = list(await readiness.missing())
    headers = {"Cache-Control": "no-store"}
    if missing:
        return Response(
            Ready("not ready", missing, Details()), status_code=503, headers={**headers, "Retry-After": "1"}
        )
    return Response(Ready("ready", missing, await _details(behind)), headers=headers)


async def _details(behind: SumsBehind) -> Details:
    try:
        now = await behind()
    except Unavailable:  # how far sums are behind is not needed to answer requests
        return Details()
    return Details(now.orders, round(now.seconds, 3))


HEALTH: Final = InjectedForAll("/health", route_handlers=[live, ready], tags=["Health"])
