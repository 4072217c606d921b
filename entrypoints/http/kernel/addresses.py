"""Addresses in answers: as whoever asked reaches them, whatever path a proxy shows the program under."""

from typing import Any, Final

from litestar import Request
from litestar.types import Scope

PREFIX: Final = "prefix"
"""Where the proxy's path is kept, in the state of a request's scope. As ASGI's `root_path`, Litestar would take it off
of paths that only look like it."""


def shown_at(scope: Scope) -> str:
    """Return where this request was sent to, as seen from outside."""
    return scope["state"].get(PREFIX, "") + scope["path"]


def address(request: Request[Any, Any, Any], path: str) -> str:
    """Return where this path of the program is found from outside."""
    return request.scope["state"].get(PREFIX, "") + path


def location(request: Request[Any, Any, Any], made: object) -> dict[str, str]:
    """Return the header that leads to what this request made in the collection it was sent to."""
    return {"Location": f"{shown_at(request.scope).rstrip('/')}/{made}"}
