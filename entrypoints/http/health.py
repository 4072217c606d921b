"""Health: whether the program runs, and whether it can work."""

from typing import Final

import msgspec
from dishka.integrations.litestar import DishkaRouter, FromDishka
from litestar import Response, get

from application.kernel.readiness import Readiness
from entrypoints.http.problems import answer


class Live(msgspec.Struct, frozen=True):
    """The program runs."""

    status: str = "ok"


class Ready(msgspec.Struct, frozen=True):
    """Whether the program can work, and what it misses if not."""

    status: str
    missing: list[str]


@get("/live", operation_id="isLive", responses=answer(200, Live, {"status": "ok"}))
async def live() -> Live:
    """Tell whether the program runs."""
    return Live()


@get(
    "/ready",
    operation_id="isReady",
    responses={
        **answer(200, Ready, {"status": "ready", "missing": []}),
        **answer(503, Ready, {"status": "not ready", "missing": ["The database cannot be reached"]}),
    },
)
async def ready(readiness: FromDishka[Readiness]) -> Response[Ready]:
    """Tell whether the program can work.

    200 when it can, 503 with what is missing when not.
    """
    missing = list(await readiness.missing())
    headers = {"Cache-Control": "no-store"}
    if missing:
        return Response(Ready("not ready", missing), status_code=503, headers={**headers, "Retry-After": "1"})
    return Response(Ready("ready", missing), headers=headers)


HEALTH: Final = DishkaRouter("/health", route_handlers=[live, ready], tags=["Health"])
