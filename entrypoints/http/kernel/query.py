"""Values out of paths and query strings."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Final
from uuid import UUID

from litestar.openapi.spec import OpenAPIType
from litestar.params import QueryParameter

from application.kernel.pages import PageRequest
from domain.kernel.caller import Caller
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.ids import WaiterId
from domain.kernel.names import LONGEST_NAME, NOT_SEEN, composed
from domain.kernel.period import Period

LARGEST_PAGE: Final = 100
_USUAL_PAGE: Final = 10
_LARGEST_NUMBER: Final = 10**15
"""The largest page number: PostgreSQL takes no larger integers as OFFSET."""
_LONGEST_MOMENT: Final = 40
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

# Types for the document. Litestar passes text, which is read here.
_WHOLE: Final = {"type": OpenAPIType.INTEGER, "minimum": 1}

PageNumber = Annotated[
    str | None,
    QueryParameter(
        name="page",
        description="Which page, from 1. Anything else is read as 1.",
        schema_extra=_WHOLE | {"one_of": None, "default": 1},
    ),
]
PageSize = Annotated[
    str | None,
    QueryParameter(
        name="per_page",
        description="How many a page, 100 at most. What is no such number is read as 10.",
        schema_extra=_WHOLE | {"one_of": None, "default": _USUAL_PAGE},
    ),
]
Cursor = Annotated[
    str | None,
    QueryParameter(name="cursor", description="Where to go on, as `Link` said. `page` says nothing beside it."),
]
StartDate = Annotated[
    str | None,
    QueryParameter(
        name="start_date", description="The first business day. None: from the start.", schema_extra={"format": "date"}
    ),
]
EndDate = Annotated[
    str | None,
    QueryParameter(
        name="end_date", description="The last business day. None: until today.", schema_extra={"format": "date"}
    ),
]
CreatedAfter = Annotated[
    str | None,
    QueryParameter(
        name="created_after",
        description="Only what came in after this moment, oldest first. `page` says nothing beside it.",
        schema_extra={"format": "date-time"},
    ),
]
Whose = Annotated[
    str | None, QueryParameter(name="waiter", description="`me`, or, for managers: `all`, or a user's id.")
]


class InvalidDate(Invalid):
    """A date that does not exist, or in another format than YYYY-MM-DD."""

    says = "Invalid date format. Use YYYY-MM-DD"


class InvalidParameter(Invalid):
    """A value that the parameter does not take."""


def moment_in(text: str | None, name: str) -> datetime | None:
    """Return the moment (RFC 3339), None where nothing is said, or raise `InvalidParameter`."""
    if not text:
        return None
    found = offset_moment(text.replace(" ", "+"))  # a plus that was not encoded arrives as a space
    if found is None:
        raise InvalidParameter(f"{name} is a moment with its offset, like 2026-11-20T18:30:00Z", field=(name,))
    return found


def offset_moment(text: str) -> datetime | None:
    """Return the moment (RFC 3339) that is written with its offset, None where none is."""
    if len(text) > _LONGEST_MOMENT:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    is_one = found.tzinfo is not None and date.min.year < found.year < date.max.year
    return found.astimezone(UTC) if is_one else None


def page_request(number: str | None, size: str | None) -> PageRequest:
    """Return the page asked for. What is no positive integer is read as the default; a size over 100 as 100."""
    return PageRequest(_positive(number) or 1, min(_positive(size) or _USUAL_PAGE, LARGEST_PAGE))


def _positive(text: str | None) -> int:
    if not text or not (text.isascii() and text.isdigit()):
        return 0
    digits = text.lstrip("0")
    return int(digits or "0") if len(digits) < len(str(_LARGEST_NUMBER)) else _LARGEST_NUMBER


def period(start: str | None, end: str | None) -> Period:
    """Return the range of days, or raise `InvalidDate`. An empty text is no bound."""
    return Period(start=_day(start, "start_date"), end=_day(end, "end_date"))


def _day(text: str | None, name: str) -> date | None:
    if not text:
        return None
    found = date_in(text)
    if found is None:
        raise InvalidDate(field=(name,))
    return found


def date_in(text: str) -> date | None:
    """Return the text as a date, None where it is none, or in another format than YYYY-MM-DD."""
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    return None


def uuid_or(missing: type[NotFound], text: str) -> UUID:
    """Return the id, or raise `missing`: a text that is no UUID is the id of nothing."""
    found = id_in(text)
    if found is None:
        raise missing
    return found


def id_in(text: str | None) -> UUID | None:
    """Return the text as an id, None where it is no UUID."""
    return UUID(text) if text and _UUID.fullmatch(text) else None


def whose(text: str | None, caller: Caller, *, usual: WaiterId | None) -> WaiterId | None:
    """Return the waiter whose orders or sales are meant, None for everybody's, or raise `InvalidParameter`."""
    match text:
        case None | "":
            return usual
        case "me":
            return caller.id
        case "all":
            return None
        case _ if found := id_in(text):
            return WaiterId(found)
        case _:
            raise InvalidParameter("waiter is `me`, `all` or a user's id", field=("waiter",))


def part(text: str | None, name: str) -> str:
    """Return a part of a name to look for, composed as names are, or raise `InvalidParameter`. White space counts."""
    sought = composed((text or "").strip(NOT_SEEN))
    if len(sought) > LONGEST_NAME:
        raise InvalidParameter(f"{name} has {LONGEST_NAME} characters at most", field=(name,))
    if "\x00" in sought:
        raise InvalidParameter(f"{name} has no NUL characters", field=(name,))
    return sought
