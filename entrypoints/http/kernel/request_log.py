"""A log line for each request but health checks, and `X-Request-ID`."""

import re
from collections.abc import Callable
from time import perf_counter
from typing import Final

import structlog
from litestar.status_codes import HTTP_200_OK
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from entrypoints.http.kernel.calling import caller_in

_log = structlog.get_logger("request")

_HEADER: Final = b"x-request-id"
_PROBES: Final = "/health/"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_WELL_FORMED: Final = re.compile(rb"[A-Za-z0-9._~-]{1,64}")


class RequestLog:
    """Wraps the whole application, unknown paths included. No body, token or e-mail is ever logged."""

    def __init__(self, app: ASGIApp, new_id: Callable[[], object]) -> None:
        """Call a request what it is called already, or else by a new id."""
        self._app = app
        self._new_id = new_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, and log how that went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        request_id = next((v for k, v in scope["headers"] if k == _HEADER and _WELL_FORMED.fullmatch(v)), None)
        request_id = request_id or str(self._new_id()).encode()
        status = 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                message["headers"] = [*message["headers"], (_HEADER, request_id)]
            await send(message)

        # Not unbound: each request runs in a context of its own.
        _ = structlog.contextvars.bind_contextvars(request_id=request_id.decode())
        try:
            await self._app(scope, receive, send_and_note)
        finally:
            caller = caller_in(scope)
            path = scope.get("path_template", "unknown")
            # Health checks come every few seconds: only failures are logged.
            log = _log.debug if path.startswith(_PROBES) and status == HTTP_200_OK else _log.info
            log(
                "request",
                method=scope["method"] if scope["method"] in _METHODS else "other",
                path=path,
                status=status,
                milliseconds=round((perf_counter() - started) * 1000, 2),
                user=str(caller) if caller else None,
            )
