"""The takings report, and what the books say of each other."""

from typing import Annotated, Any

from dishka import FromDishka
from litestar import Request, Response, get
from litestar.params import QueryParameter

from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.reporting.reconcile import Reconcile
from application.reporting.takings_report import TakingsReport
from domain.kernel.caller import Caller
from domain.kernel.money import Currency
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.long_answers import Turns
from entrypoints.http.kernel.query import EndDate, StartDate
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfNoneMatch
from entrypoints.http.reporting.formats import InFormat, SeparatedBy, WithMark, in_form, represented
from entrypoints.http.reporting.query import RecentEnd, RecentStart, grouped_period, recent_period
from entrypoints.http.reporting.takings import (
    RECONCILED_EXAMPLE,
    TAKINGS_EXAMPLE,
    Reconciled,
    TakingsGroupBy,
    TakingsReported,
)

_MANAGED = problems(OnlyManagersManage(), NotForTheKitchen())
TakingsGrouping = Annotated[TakingsGroupBy, QueryParameter(name="group_by", description="What takings are grouped by.")]


@get(
    "/takings",
    operation_id="reportTakings",
    responses=answer(200, TakingsReported, {"report": TAKINGS_EXAMPLE}) | _MANAGED,
)
async def takings_report(  # noqa: PLR0913, PLR0917 - one parameter of the query string each
    request: Request[Any, Any, Any],
    caller: FromRequest[Caller],
    report: FromDishka[TakingsReport],
    currency: FromDishka[Currency],
    turns: FromDishka[Turns],
    start_date: StartDate = None,
    end_date: EndDate = None,
    group_by: TakingsGrouping = TakingsGroupBy.DAY,
    format: InFormat = None,  # noqa: A002 - the query string's name for it
    separator: SeparatedBy = ",",
    bom: WithMark = False,  # noqa: FBT002 - one parameter of the query string each
    if_none_match: IfNoneMatch = None,
) -> Response[Any]:
    """Report takings.

    What was sold, charged and taxed, paid and given back, by day, payment method, waiter or tax rate. To have it as a
    file, ask with `format=csv` or `format=xlsx`, or by `Accept`.
    """
    period = grouped_period(start_date, end_date)
    async with turns.turn():
        shown = TakingsReported.of(await report(caller=caller, period=period), period, group_by, currency)
        form = in_form(request, format, separator, bom=bom)
        return await represented(shown, lambda: shown.as_table(currency), form, if_none_match)


@get(
    "/takings/reconcile",
    operation_id="reconcileTakings",
    responses=answer(200, Reconciled, RECONCILED_EXAMPLE) | _MANAGED,
)
async def reconcile_takings(
    caller: FromRequest[Caller],
    reconcile: FromDishka[Reconcile],
    turns: FromDishka[Turns],
    days: FromDishka[BusinessDays],
    clock: FromDishka[Clock],
    start_date: RecentStart = None,
    end_date: RecentEnd = None,
) -> Reconciled:
    """Reconcile takings.

    Orders are held against the entries, payments and refunds of their bills, reports against each other, and the
    reports of closed days against what they were made of: 0 differences, or which. All of these days is read for that,
    of the last 31 where no dates are given.
    """
    period = recent_period(start_date, end_date, days.business_date(clock.now()))
    async with turns.turn():
        return Reconciled.of(await reconcile(caller=caller, period=period))
