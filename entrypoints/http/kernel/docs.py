"""The API reference at /docs: Swagger UI from an installed package, without other hosts."""

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec
from litestar import Request, Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import File

from entrypoints.http.kernel.addresses import address
from entrypoints.http.kernel.document import document

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Restaurant orders: API reference</title>
<link rel="icon" type="image/png" href="{prefix}/docs/files/favicon-32x32.png">
<link rel="stylesheet" href="{prefix}/docs/files/swagger-ui.css">
<style>.swagger-ui .response-col_links {{ display: none }}</style>
</head>
<body>
<div id="reference"></div>
<script src="{prefix}/docs/files/swagger-ui-bundle.js"></script>
<script src="{prefix}/docs/start.js"></script>
</body>
</html>
"""

_START: Final = """SwaggerUIBundle({{
  url: "{prefix}/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
}});
"""


_AT_THE_ROOT: Final = b'"servers":[{"url":"/"}]'


def _swagger_ui() -> dict[str, Path]:
    versions = sorted(Path(str(files("swagger_ui_bundle"))).glob("vendor/swagger-ui-*/swagger-ui-bundle.js"))
    return {each.name: each for each in versions[-1].parent.iterdir()}


_FILES: Final = _swagger_ui()
"""By name, so that no path of a request reaches the file system."""


@get("/docs", include_in_schema=False, media_type="text/html", sync_to_thread=False)
def page(request: Request[Any, Any, Any]) -> str:
    """Show the API reference."""
    return _PAGE.format(prefix=address(request, ""))


@get("/docs/start.js", include_in_schema=False, sync_to_thread=False)
def start(request: Request[Any, Any, Any]) -> Response[str]:
    """Start the API reference."""
    return Response(_START.format(prefix=address(request, "")), media_type="text/javascript")


@get("/openapi.json", include_in_schema=False, media_type="application/json", sync_to_thread=False)
def openapi_document(request: Request[Any, Any, Any]) -> bytes:
    """Show the OpenAPI document. It never changes while the program runs, and takes long to make."""
    encoded: bytes | None = request.app.state.get("openapi_document")
    if encoded is None:
        encoded = msgspec.json.encode(document(request.app))
        request.app.state["openapi_document"] = encoded
    return encoded.replace(_AT_THE_ROOT, b'"servers":[{"url":%b}]' % msgspec.json.encode(address(request, "") or "/"))


@get("/favicon.ico", include_in_schema=False, sync_to_thread=False)
def favicon() -> Response[bytes]:
    """Show the tab's picture."""
    return Response(_FILES["favicon-32x32.png"].read_bytes(), media_type="image/png")


@get("/docs/files/{name:str}", include_in_schema=False, sync_to_thread=False)
def file(name: FromPath[str]) -> File:
    """Show a file of the API reference."""
    if name not in _FILES:
        raise NotFoundException
    return File(_FILES[name], filename=name, content_disposition_type="inline")


DOCS: Final = Router(
    "/",
    route_handlers=[
        page,
        start,
        openapi_document,
        favicon,
        file,
    ],
)
