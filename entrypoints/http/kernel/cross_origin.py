"""CORS: which web pages of other origins may call."""

from collections.abc import Collection, Iterable
from typing import Final

from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

_READ_BY_PAGES: Final = (
    b"Content-Disposition, ETag, Idempotent-Replayed, Link, Location, Retry-After, WWW-Authenticate, X-Request-Id"
)
_METHODS: Final = b"DELETE, GET, HEAD, PATCH, POST"
_ASKED_AGAIN_AFTER_SECONDS: Final = b"600"


class CrossOrigin:
    """Wraps the whole application: its headers are on every answer, refusals and unknown paths included."""

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        """Allow these `origins`, of any scheme: apps have schemes of their own."""
        self._app = app
        self._origins = frozenset(origin.lower().encode() for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer a preflight request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        origin = _header(scope, b"origin")
        allowed: Headers = []
        if origin is not None and origin.lower() in self._origins:
            allowed = [(b"access-control-allow-origin", origin), (b"access-control-expose-headers", _READ_BY_PAGES)]
        if origin is not None and scope["method"] == "OPTIONS" and _header(scope, b"access-control-request-method"):
            await _answer_beforehand(scope, send, allowed)
            return

        async def send_allowed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*_varying(message["headers"]), *allowed]
            await send(message)

        await self._app(scope, receive, send_allowed)


def _header(scope: HTTPScope, name: bytes) -> bytes | None:
    return next((value for each, value in scope["headers"] if each == name), None)


def _varying(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Return the headers with `Origin` added to what `Vary` names."""
    sent = list(headers)
    varies = [value for name, value in sent if name == b"vary"]
    return [*(each for each in sent if each[0] != b"vary"), (b"vary", b", ".join([*varies, b"Origin"]))]


async def _answer_beforehand(scope: HTTPScope, send: Send, allowed: Headers) -> None:
    headers: Headers = [(b"vary", b"Origin, Access-Control-Request-Headers"), (b"content-length", b"0"), *allowed]
    if allowed:
        headers += [
            (b"access-control-allow-methods", _METHODS),
            (b"access-control-allow-headers", _header(scope, b"access-control-request-headers") or b""),
            (b"access-control-max-age", _ASKED_AGAIN_AFTER_SECONDS),
        ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
