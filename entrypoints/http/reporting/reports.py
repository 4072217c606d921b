"""The reports."""

from dataclasses import replace
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, get

from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from application.reporting.kitchen_report import KitchenReport
from application.reporting.ports import GroupedQuestion, SalesQuestion
from application.reporting.product_sales_report import ProductSalesReport
from application.reporting.sales_report import SalesReport
from domain.kernel.caller import Caller
from domain.kernel.ids import ProductId
from domain.kernel.money import Currency
from domain.reporting.kitchen_times import KitchenGroupBy
from domain.reporting.product_sales import SortBy
from domain.reporting.sales import GroupBy
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.long_answers import Turns
from entrypoints.http.kernel.query import EndDate, StartDate, Whose, id_in, part, period
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfNoneMatch
from entrypoints.http.reporting.formats import InFormat, SeparatedBy, WithMark, in_form, represented
from entrypoints.http.reporting.kitchen import KITCHEN_EXAMPLE, KitchenReported
from entrypoints.http.reporting.query import (
    Comparison,
    Direction,
    Grouping,
    InCategory,
    KitchenGrouping,
    Limit,
    ProductOrPart,
    Sorting,
    Unsold,
    descending,
    grouped_period,
    preceding,
    seller,
)
from entrypoints.http.reporting.sales import SALES_EXAMPLE, SalesReported
from entrypoints.http.reporting.schemas import REPORT_EXAMPLE, ProductSalesReported
from entrypoints.http.reporting.takings_reports import reconcile_takings, takings_report


@get(
    "/products",
    operation_id="reportProductSales",
    responses=answer(200, ProductSalesReported, {"report": REPORT_EXAMPLE}),
)
async def product_sales_report(  # noqa: PLR0913, PLR0917 - one parameter of the query string each
    request: Request[Any, Any, Any],
    caller: FromRequest[Caller],
    report: FromDishka[ProductSalesReport],
    currency: FromDishka[Currency],
    turns: FromDishka[Turns],
    start_date: StartDate = None,
    end_date: EndDate = None,
    waiter: Whose = None,
    product: ProductOrPart = None,
    category: InCategory = None,
    sort_by: Sorting = SortBy.QUANTITY,
    order: Direction = None,
    limit: Limit = None,
    unsold: Unsold = False,  # noqa: FBT002 - one parameter of the query string each
    format: InFormat = None,  # noqa: A002 - the query string's name for it
    separator: SeparatedBy = ",",
    bom: WithMark = False,  # noqa: FBT002 - one parameter of the query string each
    if_none_match: IfNoneMatch = None,
) -> Response[Any]:
    """Report product sales.

    What was sold, product by product. To have it as a file, ask with `format=csv` or `format=xlsx`, or by `Accept`.
    """
    found = id_in(product)
    question = SalesQuestion(
        waiter=seller(waiter, caller),
        period=period(start_date, end_date),
        product=None if found is None else ProductId(found),
        name_part="" if found else part(product, "product"),
        category=part(category, "category") or None,
        sort_by=sort_by,
        descending=descending(sort_by, order),
        limit=limit,
        unsold=unsold,
    )
    async with turns.turn():
        sold = await report(caller=caller, question=question)
        shown = await ProductSalesReported.of(sold, question.period, currency)
        form = in_form(request, format, separator, bom=bom)
        return await represented(shown, lambda: shown.as_table(currency), form, if_none_match)


@get("/sales", operation_id="reportSales", responses=answer(200, SalesReported, {"report": SALES_EXAMPLE}))
async def sales_report(  # noqa: PLR0913, PLR0917 - one parameter of the query string each
    request: Request[Any, Any, Any],
    caller: FromRequest[Caller],
    report: FromDishka[SalesReport],
    currency: FromDishka[Currency],
    turns: FromDishka[Turns],
    start_date: StartDate = None,
    end_date: EndDate = None,
    waiter: Whose = None,
    group_by: Grouping = GroupBy.DAY,
    compare: Comparison = None,
    format: InFormat = None,  # noqa: A002 - the query string's name for it
    separator: SeparatedBy = ",",
    bom: WithMark = False,  # noqa: FBT002 - one parameter of the query string each
    if_none_match: IfNoneMatch = None,
) -> Response[Any]:
    """Report sales.

    What was sold, by day, week, month, hour, weekday, waiter, product, or the category that products are in today. To
    have it as a file, ask with `format=csv` or `format=xlsx`, or by `Accept`.
    """
    question = GroupedQuestion(
        group_by=group_by, waiter=seller(waiter, caller), period=grouped_period(start_date, end_date)
    )
    questions = [question]
    if compare:
        questions.append(replace(question, period=preceding(question.period)))
    async with turns.turn():
        sold = await report(*questions, caller=caller)
        shown = await SalesReported.of(list(zip(questions, sold, strict=True)), currency)
        form = in_form(request, format, separator, bom=bom)
        return await represented(shown, lambda: shown.as_table(currency), form, if_none_match)


@get(
    "/kitchen",
    operation_id="reportKitchen",
    responses=answer(200, KitchenReported, {"report": KITCHEN_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen()),
)
async def kitchen_report(  # noqa: PLR0913, PLR0917 - one parameter of the query string each
    request: Request[Any, Any, Any],
    caller: FromRequest[Caller],
    report: FromDishka[KitchenReport],
    turns: FromDishka[Turns],
    start_date: StartDate = None,
    end_date: EndDate = None,
    group_by: KitchenGrouping = KitchenGroupBy.STATION,
    format: InFormat = None,  # noqa: A002 - the query string's name for it
    separator: SeparatedBy = ",",
    bom: WithMark = False,  # noqa: FBT002 - one parameter of the query string each
    if_none_match: IfNoneMatch = None,
) -> Response[Any]:
    """Report how long the kitchen took.

    From sent to started, from there to ready, and from there to served, in seconds, by station, by hour of ordering, or
    by product. To have it as a file, ask with `format=csv` or `format=xlsx`, or by `Accept`.
    """
    days = grouped_period(start_date, end_date)
    async with turns.turn():
        times = await report(caller=caller, group_by=group_by, period=days)
        shown = await KitchenReported.of(times, group_by, days)
        return await represented(shown, shown.as_table, in_form(request, format, separator, bom=bom), if_none_match)


REPORTS: Final = signed_in_router(
    "/api/reports",
    product_sales_report,
    sales_report,
    kitchen_report,
    takings_report,
    reconcile_takings,
    tag="Reports",
)
