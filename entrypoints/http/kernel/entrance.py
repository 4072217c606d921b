"""GET /: leads a browser to the API reference, and a client by links to everything else, and to how people sign in."""

from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, get

from entrypoints.http.kernel.accepted import accepted
from entrypoints.http.kernel.addresses import address
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.injection import InjectedForAll
from entrypoints.settings import Settings

_VARY: Final = {"Vary": "Accept"}
_FORMS: Final = ["application/json", "text/html"]
_LINKS: Final = {"console": "/app/", "documentation": "/docs", "openapi": "/openapi.json", "health": "/health/ready"}


@get("/", include_in_schema=False)
async def entrance(request: Request[Any, Any, Any], settings: FromDishka[Settings]) -> Response[Any]:
    """Lead on: a browser to the reference, a client by links and by how people sign in."""
    if accepted(request, _FORMS) == "text/html":
        return Response(None, status_code=302, headers={"Location": address(request, "/docs"), **_VARY})
    links = {name: address(request, path) for name, path in _LINKS.items()}
    says = {"name": "Restaurant orders", "auth_mode": settings.auth_mode, "links": links}
    return JSONAnswer(says, headers=_VARY)


ENTRANCE: Final = InjectedForAll("/", route_handlers=[entrance])
