"""Values out of a report's query string."""

from datetime import date, timedelta
from typing import Annotated, Final, Literal

from litestar.params import QueryParameter

from domain.kernel.caller import Caller
from domain.kernel.ids import WaiterId
from domain.kernel.period import Period
from domain.reporting.kitchen_times import KitchenGroupBy
from domain.reporting.product_sales import SortBy
from domain.reporting.sales import GroupBy
from entrypoints.http.kernel.query import InvalidParameter, period, whose

MOST_ROWS: Final = 10_000
_TEN_YEARS: Final = 3_653  # days, leap days included
_MONTH: Final = timedelta(days=30)

ProductOrPart = Annotated[
    str | None,
    QueryParameter(name="product", description="A product's id, or a part of its name in any case, accents or not."),
]
InCategory = Annotated[
    str | None, QueryParameter(name="category", description="The category that products are in today, exactly.")
]
Sorting = Annotated[SortBy, QueryParameter(name="sort_by", description="What the rows are sorted by.")]
Direction = Annotated[
    Literal["asc", "desc"] | None,
    QueryParameter(name="order", description="Where nothing is said, the most comes first, and names from A."),
]
Unsold = Annotated[
    bool, QueryParameter(name="unsold", description="Whether products that did not sell are there too, with zeros.")
]
Limit = Annotated[int | None, QueryParameter(name="limit", description="How many rows.", ge=1, le=MOST_ROWS)]

RecentStart = Annotated[
    str | None,
    QueryParameter(
        name="start_date",
        description="The first business day. None: 30 days before the last.",
        schema_extra={"format": "date"},
    ),
]
RecentEnd = Annotated[
    str | None,
    QueryParameter(name="end_date", description="The last business day. None: today.", schema_extra={"format": "date"}),
]
Grouping = Annotated[GroupBy, QueryParameter(name="group_by", description="What sales are grouped by.")]
KitchenGrouping = Annotated[KitchenGroupBy, QueryParameter(name="group_by", description="What times are grouped by.")]
Comparison = Annotated[
    Literal["previous"] | None,
    QueryParameter(name="compare", description="`previous`: beside the range of as many days just before."),
]


def grouped_period(start_date: str | None, end_date: str | None) -> Period:
    """Return the range of days of groups, or raise `InvalidDate`, or `InvalidParameter` for more than ten years."""
    days = period(start_date, end_date)
    if days.start is not None and days.end is not None and (days.end - days.start).days >= _TEN_YEARS:
        raise InvalidParameter("A report covers ten years at most", field=("end_date",))
    return days


def recent_period(start_date: str | None, end_date: str | None, today: date) -> Period:
    """Return the range of days, where an open bound is today, or a month before the end; raise as `grouped_period`."""
    days = grouped_period(start_date, end_date)
    end = days.end or today
    start = days.start or end - min(_MONTH, end - date.min)
    return grouped_period(start.isoformat(), end.isoformat())


def preceding(days: Period) -> Period:
    """Return the range of as many days just before, or raise `InvalidParameter`."""
    earlier = days.preceding()
    if earlier is None:
        raise InvalidParameter("compare needs a start_date and an end_date that is not before it", field=("compare",))
    return earlier


def descending(sort_by: SortBy, order: Literal["asc", "desc"] | None) -> bool:
    """Return whether the last comes first: where nothing is said, the most comes first, and names from A."""
    return order == "desc" if order else sort_by is not SortBy.NAME


def seller(text: str | None, caller: Caller) -> WaiterId | None:
    """Return whose sales are asked for, None for everybody's, as is usual for managers; or raise `InvalidParameter`."""
    return whose(text, caller, usual=None if caller.is_manager else caller.id)
