"""Versions of single resources: `ETag`, `If-None-Match` and `If-Match` (RFC 9110)."""

import re
from collections.abc import Collection, Mapping
from typing import Annotated, Any, Final

from litestar import Response
from litestar.params import HeaderParameter

from entrypoints.http.kernel.answers import JSONAnswer

_TAG: Final = re.compile(r'(W/)?"([^"]*)"')
_NOT_MODIFIED: Final = 304

IfNoneMatch = Annotated[
    str | None,
    HeaderParameter(name="If-None-Match", description="The `ETag` you have: 304 without a body while it is current."),
]
IfMatch = Annotated[
    str | None,
    HeaderParameter(name="If-Match", description="The `ETag` you read: 412 when it is not the current one any more."),
]


def tag(version: int) -> str:
    """Return the entity tag of a version."""
    return f'"{version}"'


def client_has(text: str, if_none_match: str | None) -> bool:
    """Tell whether the caller has what this entity tag stands for."""
    had = (if_none_match or "").strip()
    return had == "*" or any(each == text for _, each in _TAG.findall(had))


def versioned(
    content: object, version: int, if_none_match: str | None = None, more: Mapping[str, str] | None = None
) -> Response[Any]:
    """Return the resource under its `ETag`, with `more` headers, or 304 when that is what the caller has."""
    # Versions of two restaurants may be alike, and the token says which of them is asked.
    headers = {"ETag": tag(version), "Cache-Control": "private, no-cache", "Vary": "Authorization", **(more or {})}
    if client_has(str(version), if_none_match):
        return Response(None, status_code=_NOT_MODIFIED, headers=headers)
    return JSONAnswer(content, headers=headers)


def matching_versions(if_match: str | None) -> Collection[int] | None:
    """Return the versions that may be changed, None where any may. Weak tags match nothing here."""
    if if_match is None or if_match.strip() == "*":
        return None
    return {int(text) for weak, text in _TAG.findall(if_match) if not weak and re.fullmatch("[0-9]{1,18}", text)}
