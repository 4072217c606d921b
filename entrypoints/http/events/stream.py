"""Server-sent events: pieces sent as they come, for as long as they are read."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any, Final, Protocol

from litestar import Request, Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Send
from typing_extensions import override

from entrypoints.http.kernel.heads import is_head

MEDIA_TYPE: Final = "text/event-stream"
_READ_WITHIN_SECONDS: Final = 30.0
_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Proxies, nginx among them, must hand on each piece as it comes."""


class Pieces(Protocol):
    """What is sent."""

    def pieces(self) -> AsyncGenerator[bytes]:
        """Go through the pieces as they come, until there are no more or nobody reads them."""
        ...

    def gone(self) -> None:
        """Hear that nobody reads them."""
        ...


class EventStream(Response[bytes]):
    """Sends pieces; who takes longer than `read_within_seconds` for one is disconnected."""

    def __init__(self, what: Pieces, *, read_within_seconds: float = _READ_WITHIN_SECONDS) -> None:
        super().__init__(b"", media_type=MEDIA_TYPE, headers=_HEADERS)
        self._what, self._read_within_seconds = what, read_within_seconds

    @override
    def to_asgi_response(
        self,
        app: Any,
        request: Request[Any, Any, Any],
        *,
        headers: dict[str, str] | None = None,
        is_head_response: bool = False,
        status_code: int | None = None,
        **_: Any,
    ) -> ASGIResponse:
        return _Sent(
            self._what,
            self._read_within_seconds,
            has_body=not is_head(request.scope),
            headers={**(headers or {}), **self.headers},
            is_head_response=is_head_response,
            media_type=self.media_type,
            status_code=self.status_code or status_code,
        )


class _Sent(ASGIResponse):
    _should_set_content_length = False

    def __init__(self, what: Pieces, read_within_seconds: float, *, has_body: bool, **more: Any) -> None:  # noqa: ANN401 - Litestar's
        super().__init__(**more)
        self._what, self._read_within_seconds, self._has_body = what, read_within_seconds, has_body

    @override
    async def send_body(self, send: Send, receive: Receive) -> None:
        leaving = asyncio.create_task(self._until_gone(receive))
        try:
            with suppress(TimeoutError):
                if self._has_body:
                    await self._send_pieces(send)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            _ = leaving.cancel()
            self._what.gone()

    async def _send_pieces(self, send: Send) -> None:
        async with aclosing(self._what.pieces()) as pieces:
            async for piece in pieces:
                async with asyncio.timeout(self._read_within_seconds):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._what.gone()
