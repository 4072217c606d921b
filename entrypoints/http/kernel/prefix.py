"""The path prefix under which a proxy shows the program: `ROOT_PATH`, or a trusted proxy's `X-Forwarded-Prefix`."""

import re
from collections.abc import Collection
from typing import Final

from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from entrypoints.http.kernel.addresses import PREFIX
from entrypoints.http.kernel.proxies import Proxies, read_address

_HEADER: Final = b"x-forwarded-prefix"
_LONGEST: Final = 200
_PATH: Final = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)+")


class Prefixed:
    """An ASGI wrapper that takes the prefix off paths, and keeps it for URLs in answers.

    A proxy may have taken it off already or not.
    """

    def __init__(self, app: ASGIApp, *, usual: str, proxies: Proxies, entries: Collection[str]) -> None:
        """Take the prefix `usual`, unless one of `proxies` sends one. The program's own paths begin with `entries`."""
        self._app = app
        self._usual = usual
        self._proxies = proxies
        self._entries = frozenset(entries)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, without the prefix."""
        if scope["type"] == "http":
            prefix = self._sent_prefix(scope) or self._usual
            scope["state"][PREFIX] = prefix
            if prefix and self._is_passed_on(prefix, scope["path"]):
                scope["path"] = scope["path"].removeprefix(prefix) or "/"
                scope["raw_path"] = scope["raw_path"].removeprefix(prefix.encode()) or b"/"
        await self._app(scope, receive, send)

    def _is_passed_on(self, prefix: str, path: str) -> bool:
        """Tell whether the proxy left the prefix on the path. An `/api` may be the prefix or the program's own."""
        rest = path.removeprefix(prefix)
        is_below = rest != path and rest[:1] in {"", "/"}
        return is_below and (_first(prefix) not in self._entries or _first(rest) in self._entries)

    def _sent_prefix(self, scope: HTTPScope) -> str:
        """Return the prefix of the header, if a trusted proxy sent one, once, and it is a path."""
        sent = [value for name, value in scope["headers"] if name == _HEADER]
        host = scope["client"][0] if scope["client"] else ""
        if len(sent) != 1 or len(sent[0]) > _LONGEST or not self._proxies.have(read_address(host)):
            return ""
        prefix = sent[0].decode("latin-1").strip().rstrip("/")
        return prefix if _PATH.fullmatch(prefix) else ""


def _first(path: str) -> str:
    return path[1:].partition("/")[0]
