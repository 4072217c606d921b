"""GET /: leads a browser to the API reference, and a client by `Link`s to everything else."""

from typing import Any, Final

from litestar import Request, Response, Router, get

from entrypoints.http.kernel.accepted import accepted
from entrypoints.http.kernel.addresses import address
from entrypoints.http.kernel.answers import JSONAnswer

_VARY: Final = {"Vary": "Accept"}
_FORMS: Final = ["application/json", "text/html"]
_LINKS: Final = {"documentation": "/docs", "openapi": "/openapi.json", "health": "/health/ready"}


@get("/", include_in_schema=False, sync_to_thread=False)
def entrance(request: Request[Any, Any, Any]) -> Response[Any]:
    """Lead on: a browser to the reference, a client by links."""
    if accepted(request, _FORMS) == "text/html":
        return Response(None, status_code=302, headers={"Location": address(request, "/docs"), **_VARY})
    links = {name: address(request, path) for name, path in _LINKS.items()}
    return JSONAnswer({"name": "Restaurant orders", "links": links}, headers=_VARY)


ENTRANCE: Final = Router("/", route_handlers=[entrance])
