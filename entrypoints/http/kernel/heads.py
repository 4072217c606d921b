"""HEAD, answered as GET is, without the body."""

from typing import Final, cast

from litestar.types import ASGIApp, Message, Receive, Scope, Send

_TELL_WHAT_IS_ALLOWED: Final = {204, 405}
"""Answers with an `Allow`."""


_ASKED: Final = "asked_for_a_head"


def is_head(scope: Scope) -> bool:
    """Tell whether the request was HEAD, whose answer has no body, before it was made GET."""
    return _ASKED in scope


class Heads:
    """An ASGI wrapper: the application sees GET instead of HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in _TELL_WHAT_IS_ALLOWED:
                message["headers"] = [(name, _with_head(name, value)) for name, value in message["headers"]]
            elif head and message["type"] == "http.response.body":
                if message["more_body"]:
                    return
                message["body"] = b""
            await send(message)

        if head:
            scope["method"] = "GET"
            cast("dict[str, object]", scope)[_ASKED] = True
        try:
            await self._app(scope, receive, send_head)
        finally:
            if head:
                scope["method"] = "HEAD"  # for the log line


def _with_head(name: bytes, value: bytes) -> bytes:
    if name != b"allow" or b"GET" not in value or b"HEAD" in value:
        return value
    return value + b", HEAD"
