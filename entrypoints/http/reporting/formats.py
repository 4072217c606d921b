"""The forms a report comes in, and its `ETag`."""

import hashlib
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response
from litestar.params import QueryParameter
from litestar.response import Stream

from entrypoints.http.answers import as_json
from entrypoints.http.reporting.tables import Table, as_csv, as_workbook
from entrypoints.http.versions import is_had


class Format(StrEnum):
    """A form that a report comes in."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


InFormat = Annotated[Format | None, QueryParameter(name="format", include_in_schema=False)]
"""In which form, whatever `Accept` says. The document tells of it in words: a generated client takes one form."""
MEDIA: Final = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NOT_MODIFIED: Final = 304
_LONGEST_ACCEPT: Final = 1_000
"""Three times what a browser sends. What is longer is not weighed, which takes a while."""


def in_format(request: Request[Any, Any, Any], asked: Format | None) -> Format:
    """Return the form that is asked for, or else the one that `Accept` prefers, or else JSON."""
    if asked is not None:
        return asked
    if len(request.headers.get("accept", "")) > _LONGEST_ACCEPT:
        return Format.JSON
    best = request.accept.best_match([*MEDIA.values()], default=MEDIA[Format.JSON])
    return next(each for each, media in MEDIA.items() if media == best)


def represented(
    shown: msgspec.Struct, as_table: Callable[[], Table], form: Format, if_none_match: str | None
) -> Response[Any]:
    """Return a report in this form, or 304 when that is what the caller has."""
    body = as_json(shown)
    tag = hashlib.sha256(form.encode() + body).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization"}
    if is_had(tag, if_none_match):
        return Response(None, status_code=_NOT_MODIFIED, headers=headers)
    if form is Format.JSON:
        return Response(body, media_type=MEDIA[form], headers=headers)
    table = as_table()
    headers["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
    content = as_csv(table) if form is Format.CSV else as_workbook(table)
    return Stream(content, media_type=MEDIA[form], headers=headers)
