"""The path that a proxy shows the program under: `ROOT_PATH`, or what a trusted proxy says in `X-Forwarded-Prefix`."""

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
    """Wraps the whole application: inside, paths begin where the program does; what came before is kept for answers.

    It makes no difference whether the proxy takes its path off or passes it on.
    """

    def __init__(self, app: ASGIApp, *, usual: str, proxies: Proxies, entries: Collection[str]) -> None:
        """Go by `usual` unless one of the `proxies` says otherwise. The program's paths begin with these `entries`."""
        self._app = app
        self._usual = usual
        self._proxies = proxies
        self._entries = frozenset(entries)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, wherever it was sent to."""
        if scope["type"] == "http":
            prefix = self._said(scope) or self._usual
            scope["state"][PREFIX] = prefix
            if prefix and self._is_passed_on(prefix, scope["path"]):
                scope["path"] = scope["path"].removeprefix(prefix) or "/"
                scope["raw_path"] = scope["raw_path"].removeprefix(prefix.encode()) or b"/"
        await self._app(scope, receive, send)

    def _is_passed_on(self, prefix: str, path: str) -> bool:
        """Tell whether the path begins with the prefix. An `/api` may be the program's own, too."""
        rest = path.removeprefix(prefix)
        is_below = rest != path and rest[:1] in {"", "/"}
        return is_below and (_first(prefix) not in self._entries or _first(rest) in self._entries)

    def _said(self, scope: HTTPScope) -> str:
        """Return what the proxy says, if it is to be believed and says it once and well."""
        said = [value for name, value in scope["headers"] if name == _HEADER]
        host = scope["client"][0] if scope["client"] else ""
        if len(said) != 1 or len(said[0]) > _LONGEST or not self._proxies.have(read_address(host)):
            return ""
        prefix = said[0].decode("latin-1").strip().rstrip("/")
        return prefix if _PATH.fullmatch(prefix) else ""


def _first(path: str) -> str:
    return path[1:].partition("/")[0]
