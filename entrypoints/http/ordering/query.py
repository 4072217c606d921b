"""What lists of orders are filtered by, out of query strings."""

import re
from typing import Annotated, Final

from litestar.openapi.spec import OpenAPIType
from litestar.params import QueryParameter

from domain.kernel.ids import TableId
from domain.ordering.chart import LineStatus, OrderStatus
from entrypoints.http.kernel.query import InvalidParameter, id_in

_NUMBER: Final = re.compile(r"[0-9]{1,10}")
_HIGHEST_NUMBER: Final = 2**31 - 1
_OF_LINES: Final = [each.value for each in LineStatus]
_STATUSES: Final = [each.value for each in OrderStatus]

AtTable = Annotated[
    str | None,
    QueryParameter(name="table", description="Only orders at the table with this id.", schema_extra={"format": "uuid"}),
]
InStatus = Annotated[
    str | None,
    QueryParameter(name="status", description="Only orders in this status.", schema_extra={"enum": _STATUSES}),
]
InKitchen = Annotated[
    str | None,
    QueryParameter(
        name="kitchen",
        description="Only orders some line of which is in this status: of today, where no dates are given.",
        schema_extra={"enum": _OF_LINES},
    ),
]
Numbered = Annotated[
    str | None,
    QueryParameter(
        name="number",
        description="Only the order with this number: of today, where no dates are given.",
        schema_extra={"type": OpenAPIType.INTEGER, "minimum": 1, "maximum": _HIGHEST_NUMBER, "one_of": None},
    ),
]


def kitchen_in(text: str | None) -> LineStatus | None:
    """Return the status of lines that is meant, None where none is, or raise `InvalidParameter`."""
    if not text:
        return None
    if text not in _OF_LINES:
        raise InvalidParameter(f"kitchen is one of {', '.join(_OF_LINES)}", field=("kitchen",))
    return LineStatus(text)


def number_in(text: str | None) -> int | None:
    """Return the order's number that is meant, None where none is, or raise `InvalidParameter`."""
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= _HIGHEST_NUMBER:
        raise InvalidParameter("number is an order's number, a whole one from 1", field=("number",))
    return int(text)


def table_in(text: str | None) -> TableId | None:
    """Return the table that is meant, None where none is, or raise `InvalidParameter`."""
    if not text:
        return None
    found = id_in(text)
    if found is None:
        raise InvalidParameter("table is a table's id", field=("table",))
    return TableId(found)


def status_in(text: str | None) -> OrderStatus | None:
    """Return the status that is meant, None where none is, or raise `InvalidParameter`."""
    if not text:
        return None
    if text not in _STATUSES:
        raise InvalidParameter(f"status is one of {', '.join(_STATUSES)}", field=("status",))
    return OrderStatus(text)
