"""GET /app/: the console's page, and all that it loads. It asks for nothing, and tells nothing that is not public."""

from typing import Any, Final

from litestar import Request, Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from entrypoints.console.files import FILES, PAGE, ConsoleFile
from entrypoints.http.kernel.addresses import address
from entrypoints.http.kernel.versions import client_has

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types service-worker"
)
"""Browsers count the address of a service worker among what is trusted: start.js makes that one, and no other."""
_NOT_MODIFIED: Final = 304


@get("/app", include_in_schema=False, sync_to_thread=False)
def page(request: Request[Any, Any, Any]) -> Response[bytes | None]:
    """Show the page. What it loads is named relative to `/app/`, so that is where it has to be."""
    if not request.scope["raw_path"].endswith(b"/"):
        return Response(None, status_code=307, headers={"Location": address(request, "/app/")})
    return _answer(request, FILES[PAGE])


@get("/app/{path:path}", include_in_schema=False, sync_to_thread=False)
def file(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes | None]:
    """Show a file of the console."""
    name = path.removeprefix("/")
    if name not in FILES:
        raise NotFoundException
    return _answer(request, FILES[name])


def _answer(request: Request[Any, Any, Any], found: ConsoleFile) -> Response[bytes | None]:
    headers = {"ETag": found.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if found.runs:
        headers["Content-Security-Policy"] = _POLICY
    if client_has(found.tag.strip('"'), request.headers.get("If-None-Match")):
        return Response(None, status_code=_NOT_MODIFIED, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(found.compressed, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.content, media_type=found.media_type, headers=headers)


CONSOLE: Final = Router("/", route_handlers=[page, file])
