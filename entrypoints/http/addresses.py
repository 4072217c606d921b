"""Addresses in answers: as whoever asked reaches them, whatever stands in front of the program."""

from typing import Any

from litestar import Request


def address(request: Request[Any, Any, Any], path: str) -> str:
    """Return where this path of the program is found from outside."""
    return request.scope["root_path"] + path


def location(request: Request[Any, Any, Any], made: object) -> dict[str, str]:
    """Return the header that leads to what this request made in the collection it was sent to."""
    return {"Location": address(request, f"{request.scope['path'].rstrip('/')}/{made}")}
