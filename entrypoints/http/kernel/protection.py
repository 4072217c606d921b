"""Security headers of every answer, and refusals of requests for other hosts."""

from collections.abc import Collection
from typing import Final

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from entrypoints.hosts import host_name
from entrypoints.http.kernel.addresses import shown_at
from entrypoints.http.kernel.lengths import too_long
from entrypoints.http.kernel.problems import Problem, refuse

Headers = list[tuple[bytes, bytes]]

_EVERYWHERE: Final[Headers] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_POLICY: Final = b"content-security-policy"
_DATA: Final = (_POLICY, b"default-src 'none'; frame-ancestors 'none'")
_PAGES: Final = (
    _POLICY,
    (
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        b" connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
)
_TOKENS: Final = (b"cache-control", b"no-store")
_HTTPS_ONLY: Final = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
_WITH_HOSTS: Final = "1.1"
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Protection:
    """Wraps the whole application: its headers are on every answer, refusals and unknown paths included."""

    def __init__(self, app: ASGIApp, *, https_only: bool, hosts: Collection[str], origins: Collection[str]) -> None:
        """Accept requests for these `hosts` and this machine, or for any without them. `origins` may read answers."""
        self._app = app
        self._hosts = frozenset(map(host_name, hosts)) | _THIS_MACHINE if hosts else frozenset[str]()
        everywhere = [*_EVERYWHERE[: -1 if origins else None], *([_HTTPS_ONLY] if https_only else [])]
        self._data, self._pages = [*everywhere, _DATA], [*everywhere, _PAGES]
        self._tokens = [*self._data, _TOKENS]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse one for another host. A page that says what it may do has said it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = self._headers(scope["path"])

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]} & {_POLICY}
                message["headers"] = [*message["headers"], *(each for each in headers if each[0] not in own)]
            await send(message)

        refusal = too_long(scope) or _no_text(scope) or self._wrong_host(scope)
        if refusal:
            await refuse(refusal, send_protected)
        else:
            await self._app(scope, receive, send_protected)

    def _wrong_host(self, scope: Scope) -> Problem | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        # Health checks come to whatever address the machine has.
        anywhere = not self._hosts or scope["path"].startswith("/health/")
        if not anywhere and host_name(hosts[0].decode("latin-1") if hosts else "") not in self._hosts:
            return Problem.of("UnknownHost", 400, "This host is not served here", shown_at(scope))
        # Of two, a proxy in front may have gone by the other one (RFC 9112, 3.2). Granian makes an empty one of none.
        if len(hosts) > 1 or (not any(hosts) and scope["http_version"] == _WITH_HOSTS):
            return Problem.of("OneHost", 400, "A request has one Host header", shown_at(scope))
        return None

    def _headers(self, path: str) -> Headers:
        if path.startswith("/docs"):
            return self._pages
        return self._tokens if path.startswith("/api/auth") else self._data


def _no_text(scope: Scope) -> Problem | None:
    try:
        _ = scope["query_string"].decode()
    except UnicodeDecodeError:
        return Problem.of("InvalidQuery", 400, "The query string is not UTF-8", shown_at(scope))
    return None
