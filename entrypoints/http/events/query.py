"""Which events are asked for: out of query strings."""

from typing import Annotated, Final
from uuid import UUID

from litestar.openapi.spec import OpenAPIType
from litestar.params import HeaderParameter, QueryParameter

from application.events.ports import EventFilter
from application.kernel.events import EventType
from entrypoints.http.kernel.query import InvalidParameter, id_in

MOST_EVENTS: Final = 1_000
_USUAL_EVENTS: Final = 100
_MOST_DIGITS: Final = 100
_BEYOND: Final = 10**18
"""No log comes so far."""
_WHOLE: Final = {"type": OpenAPIType.INTEGER, "one_of": None}

After = Annotated[
    str | None,
    QueryParameter(
        name="after",
        description="The number to go on after, the `last` of the answer before; 0 is from the first. None: nothing of "
        "what was, only where the log ends.",
        schema_extra={**_WHOLE, "minimum": 0},
    ),
]
LastEventId = Annotated[
    str | None,
    HeaderParameter(
        name="Last-Event-ID",
        description="The last `id` that was heard, as browsers send it when they come back. `after` says nothing then.",
        schema_extra={**_WHOLE, "minimum": 0},
    ),
]
Limit = Annotated[
    str | None,
    QueryParameter(
        name="limit",
        description=f"How many at most; {MOST_EVENTS} where more are asked for.",
        schema_extra={**_WHOLE, "minimum": 1, "default": _USUAL_EVENTS},
    ),
]
Types = Annotated[
    str | None,
    QueryParameter(
        name="types", description=f"Only of these types, between commas. There are: {', '.join(sorted(EventType))}."
    ),
]
OfOrder = Annotated[
    str | None, QueryParameter(name="order", description="Only of this order.", schema_extra={"format": "uuid"})
]
OfTable = Annotated[
    str | None,
    QueryParameter(
        name="table",
        description="Only at this table, and what was moved away from it.",
        schema_extra={"format": "uuid"},
    ),
]
OfStation = Annotated[
    str | None,
    QueryParameter(
        name="station",
        description="Only what concerns this station's board: lines that are made there or nowhere in particular, "
        "their orders, and what is of no line at all.",
        schema_extra={"format": "uuid"},
    ),
]


def number_in(text: str | None, name: str, *, least: int = 0) -> int | None:
    """Return the number, None where nothing is said, or raise `InvalidParameter`."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text) >= least):
        raise InvalidParameter(f"{name} is a whole number, {least} or more", field=(name,))
    return min(int(text), _BEYOND)


def how_many(text: str | None) -> int:
    """Return how many events are asked for, or raise `InvalidParameter`."""
    return min(number_in(text, "limit", least=1) or _USUAL_EVENTS, MOST_EVENTS)


def wanted(types: str | None, order: str | None, table: str | None, station: str | None) -> EventFilter:
    """Return which events are asked for, or raise `InvalidParameter`."""
    return EventFilter(
        types=_types(types), about=_id(order, "order"), table=_id(table, "table"), station=_id(station, "station")
    )


def _types(text: str | None) -> frozenset[str] | None:
    if not text:
        return None
    types = frozenset(text.split(","))
    if unknown := types - {*EventType}:
        raise InvalidParameter(f"There are no events of type {min(unknown)[:40]!r}", field=("types",))
    return types


def _id(text: str | None, name: str) -> UUID | None:
    found = id_in(text)
    if text and found is None:
        raise InvalidParameter(f"{name} is an id", field=(name,))
    return found
