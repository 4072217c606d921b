"""The forms a report comes in, and its `ETag`."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

import msgspec
from litestar import Request, Response
from litestar.params import QueryParameter

from entrypoints.http.kernel.accepted import accepted
from entrypoints.http.kernel.long_answers import LongAnswer, Written, json_pieces
from entrypoints.http.kernel.versions import client_has
from entrypoints.http.reporting.tables import Table, as_csv, write_workbook


class Format(StrEnum):
    """A form that a report comes in."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


InFormat = Annotated[Format | None, QueryParameter(name="format", include_in_schema=False)]
"""In which form, whatever `Accept` says. The document tells of it in words: a generated client takes one form."""
Separator = Literal[",", ";", "tab"]
SeparatedBy = Annotated[
    Separator,
    QueryParameter(
        name="separator",
        description="What separates the cells of a CSV. Spreadsheets expect `;` where a comma is the decimal sign.",
    ),
]
WithMark = Annotated[
    bool,
    QueryParameter(name="bom", description="Whether a CSV begins with a byte order mark, by which Excel knows UTF-8."),
]
MEDIA: Final = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NOT_MODIFIED: Final = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a report is to look like; separator and byte order mark are those of a CSV."""

    format: Format
    separator: str
    bom: bool


def in_form(request: Request[Any, Any, Any], chosen: Format | None, separator: Separator, *, bom: bool) -> Form:
    """Return the form that is asked for, or else the one that `Accept` prefers, or else JSON."""
    return Form(format=chosen or _accepted(request), separator="\t" if separator == "tab" else separator, bom=bom)


def _accepted(request: Request[Any, Any, Any]) -> Format:
    best = accepted(request, [*MEDIA.values()])
    return next(each for each, media in MEDIA.items() if media == best)


async def represented(
    shown: msgspec.Struct, as_table: Callable[[], Table], form: Form, if_none_match: str | None
) -> Response[Any]:
    """Return a report in this form, or 304 when that is what the caller has."""
    written, digest = Written(), hashlib.sha256(repr(form).encode())
    await written.write(json_pieces(shown), tell=digest.update)
    tag = digest.hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization"}
    if client_has(tag, if_none_match):
        written.file.close()
        return Response(None, status_code=_NOT_MODIFIED, headers=headers)
    if form.format is not Format.JSON:
        written.file.close()
        table, written = as_table(), Written()
        headers["Content-Disposition"] = f'attachment; filename="{table.name}.{form.format}"'
        if form.format is Format.CSV:
            await written.write(as_csv(table, separator=form.separator, bom=form.bom))
        else:
            await write_workbook(table, written.file)
    return LongAnswer(written, media_type=MEDIA[form.format], headers=headers)
