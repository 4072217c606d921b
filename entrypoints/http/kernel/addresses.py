"""URLs in answers, with the path under which a proxy shows the program."""

from typing import Any, Final

from litestar import Request
from litestar.types import Scope

PREFIX: Final = "prefix"
"""The key of that path in the state of a request's scope. ASGI's `root_path` is not used: Litestar strips it also from
paths that begin with the same letters only."""


def shown_at(scope: Scope) -> str:
    """Return the path that this request was sent to, as the client sees it."""
    return scope["state"].get(PREFIX, "") + scope["path"]


def address(request: Request[Any, Any, Any], path: str) -> str:
    """Return a path of the program as clients see it."""
    return request.scope["state"].get(PREFIX, "") + path


def location(request: Request[Any, Any, Any], made: object) -> dict[str, str]:
    """Return the `Location` of what this request made, in the collection that it was sent to."""
    return {"Location": f"{shown_at(request.scope).rstrip('/')}/{made}"}
