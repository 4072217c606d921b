"""Values out of a report's query string."""

from typing import Annotated, Final, Literal

from litestar.params import QueryParameter

from application.reporting.ports import SalesQuestion
from domain.kernel.caller import Caller
from domain.kernel.ids import ProductId
from domain.reporting.product_sales import SortBy
from entrypoints.http.query import id_in, part, period, whose

MOST_ROWS: Final = 10_000

ProductOrPart = Annotated[
    str | None, QueryParameter(name="product", description="A product's id, or a part of its name in any case.")
]
Sorting = Annotated[SortBy, QueryParameter(name="sort_by", description="What the rows are sorted by.")]
Direction = Annotated[
    Literal["asc", "desc"] | None,
    QueryParameter(name="order", description="Where nothing is said, the most comes first, and names from A."),
]
Limit = Annotated[int | None, QueryParameter(name="limit", description="How many rows.", ge=1, le=MOST_ROWS)]


def sales_question(
    *,
    caller: Caller,
    waiter: str | None,
    start_date: str | None,
    end_date: str | None,
    product: str | None,
    sort_by: SortBy,
    order: Literal["asc", "desc"] | None,
    limit: int | None,
) -> SalesQuestion:
    """Return what is asked, or raise `InvalidDate` or `InvalidParameter`. Usual: one's own, a manager's: all."""
    found = id_in(product)
    return SalesQuestion(
        waiter=whose(waiter, caller, usual=None if caller.is_manager else caller.id),
        period=period(start_date, end_date),
        product=None if found is None else ProductId(found),
        name_part="" if found else part(product, "product"),
        sort_by=sort_by,
        descending=order == "desc" if order else sort_by is not SortBy.NAME,
        limit=limit,
    )
