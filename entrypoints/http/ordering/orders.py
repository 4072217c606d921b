"""The orders."""

from dataclasses import astuple
from datetime import date
from typing import Annotated, Any, Final

from dishka import FromDishka
from litestar import Request, Response, get
from litestar.params import FromPath, QueryParameter

from application.kernel.access import NotForTheKitchen, Rights
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.ordering.follow_orders import FollowOrders
from application.ordering.list_orders import ListOrders
from application.ordering.ports import Followed, OrderFilter, OrderPlace
from application.ordering.show_order import ShowOrder
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.kernel.money import Currency
from domain.ordering.order import OrderNotFound
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.cursors import Cursors
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.query import (
    CreatedAfter,
    Cursor,
    EndDate,
    PageNumber,
    PageSize,
    StartDate,
    Whose,
    moment_in,
    page_request,
    part,
    period,
    uuid_or,
    whose,
)
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfNoneMatch, versioned
from entrypoints.http.ordering.bills import BILLS
from entrypoints.http.ordering.changing import change_order
from entrypoints.http.ordering.commands import COMMANDS
from entrypoints.http.ordering.dividing import merge_orders, split_order
from entrypoints.http.ordering.placing import place_order
from entrypoints.http.ordering.query import (
    AtTable,
    InKitchen,
    InStatus,
    Numbered,
    kitchen_in,
    number_in,
    status_in,
    table_in,
)
from entrypoints.http.ordering.quoting import quote_order
from entrypoints.http.ordering.views import (
    ORDER_EXAMPLE,
    OrderInFull,
    OrderShown,
    OrdersListed,
)


@get(responses=answer(200, OrdersListed, {"orders": [ORDER_EXAMPLE], "total": 1, "pages": 1, "current_page": 1}))
async def list_orders(  # noqa: PLR0913, PLR0917 - one parameter of the query string each
    request: Request[Any, Any, Any],
    caller: FromRequest[Caller],
    orders: FromDishka[ListOrders],
    follow: FromDishka[FollowOrders],
    cursors: FromDishka[Cursors],
    currency: FromDishka[Currency],
    waiter: Whose = None,
    customer_name: Annotated[
        str | None, QueryParameter(description="A part of the customer's name, in any case, with or without accents.")
    ] = None,
    start_date: StartDate = None,
    end_date: EndDate = None,
    table: AtTable = None,
    status: InStatus = None,
    number: Numbered = None,
    kitchen: InKitchen = None,
    page: PageNumber = None,
    per_page: PageSize = None,
    cursor: Cursor = None,
    created_after: CreatedAfter = None,
) -> Response[OrdersListed]:
    """List orders.

    Newest first, by business day and then by when they came in: page by page, or on from a cursor, which passes
    over none and repeats none. With `created_after`, oldest first, and always with a `Link` that leads on to what is
    new by then: none is passed over, and those of the last ten seconds may come twice.
    """
    where = OrderFilter(
        waiter=whose(waiter, caller, usual=caller.id),
        customer_part=part(customer_name, "customer_name"),
        period=period(start_date, end_date),
        table=table_in(table),
        status=status_in(status),
        number=number_in(number),
        kitchen=kitchen_in(kitchen),
    )
    requested = page_request(page, per_page)
    if moment := moment_in(created_after, "created_after"):
        walked = ("orders followed", where, moment)
        so_far = cursors.place(walked, cursor or None, Followed)
        found = await follow(caller=caller, where=where, moment=moment, so_far=so_far, most=requested.size)
        last = found.last
    else:
        walked = ("orders", where)
        place = cursors.place(walked, cursor, tuple[date, OrderId])
        found = await orders(caller=caller, where=where, page=requested, after=place and OrderPlace(*place))
        last = found.last and astuple(found.last)
    return JSONAnswer(OrdersListed.of(found, currency), headers=cursors.link(request, walked, last))


@get(
    "/{order_id:str}",
    responses=answer(200, OrderShown, {"order": ORDER_EXAMPLE}) | problems(OrderNotFound(), NotForTheKitchen()),
)
async def show_order(
    order_id: FromPath[str],
    caller: FromRequest[Caller],
    show: FromDishka[ShowOrder],
    rights: FromDishka[Rights],
    currency: FromDishka[Currency],
    days: FromDishka[BusinessDays],
    clock: FromDishka[Clock],
    if_none_match: IfNoneMatch = None,
) -> Response[OrderShown]:
    """Show an order."""
    order = await show(caller=caller, order=OrderId(uuid_or(OrderNotFound, order_id)))
    now = clock.now()
    shown = OrderShown(OrderInFull.to(rights.roles_of(caller), order, currency, days, now))
    # With its day goes what may be done to an order, though its version stays: what a caller has may be of before.
    has = if_none_match if days.business_date(now) == order.business_date else None
    return versioned(shown, order.version, has)


ORDERS: Final = signed_in_router(
    "/api/orders",
    place_order,
    quote_order,
    list_orders,
    show_order,
    change_order,
    split_order,
    merge_orders,
    *COMMANDS,
    *BILLS,
    tag="Orders",
)
