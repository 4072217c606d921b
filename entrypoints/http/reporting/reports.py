"""The reports."""

from dataclasses import dataclass
from typing import Any, Final

from dishka.integrations.litestar import DishkaRouter, FromDishka
from litestar import Request, Response, get
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, OpenAPIType, Operation, Schema

from application.reporting.product_sales_report import ProductSalesReport
from domain.kernel.caller import Caller
from domain.kernel.money import Currency
from domain.reporting.product_sales import SortBy
from entrypoints.http.answers import JSONAnswer
from entrypoints.http.auth import signed_in
from entrypoints.http.openapi import SIGNED_IN
from entrypoints.http.problems import answer, problems
from entrypoints.http.query import EndDate, StartDate, Whose
from entrypoints.http.reporting.query import Direction, Limit, ProductOrPart, Sorting, sales_question
from entrypoints.http.reporting.schemas import REPORT_EXAMPLE, ProductSalesReported, as_csv

_JSON: Final = "application/json"
_CSV: Final = "text/csv"


@dataclass
class _AlsoCSV(Operation):
    def __post_init__(self) -> None:
        """Document the other form of the answer: Litestar has room for one a status."""
        answered = (self.responses or {})["200"]
        if isinstance(answered, OpenAPIResponse) and answered.content is not None:
            answered.content[_CSV] = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING))


@get(
    "/products",
    operation_class=_AlsoCSV,
    responses={
        **answer(200, ProductSalesReported, {"report": REPORT_EXAMPLE}),
        **problems(400, 401, 403, 404),
    },
)
async def product_sales_report(  # noqa: PLR0913, PLR0917 - one parameter of the query string each
    request: Request[Any, Any, Any],
    caller: FromDishka[Caller],
    report: FromDishka[ProductSalesReport],
    currency: FromDishka[Currency],
    start_date: StartDate = None,
    end_date: EndDate = None,
    waiter: Whose = None,
    product: ProductOrPart = None,
    sort_by: Sorting = SortBy.QUANTITY,
    order: Direction = None,
    limit: Limit = None,
) -> Response[Any]:
    """Report what was sold, product by product. `Accept: text/csv` gets the same rows as CSV."""
    question = sales_question(
        caller=caller,
        waiter=waiter,
        start_date=start_date,
        end_date=end_date,
        product=product,
        sort_by=sort_by,
        order=order,
        limit=limit,
    )
    sold = await report(caller=caller, question=question)
    if request.accept.best_match([_JSON, _CSV], default=_JSON) == _CSV:
        return Response(as_csv(sold, currency), media_type=_CSV)
    return JSONAnswer(ProductSalesReported.of(sold, question.period, currency))


REPORTS: Final = DishkaRouter(
    "/api/reports",
    route_handlers=[product_sales_report],
    before_request=signed_in,
    security=SIGNED_IN,
    tags=["Reports"],
)
