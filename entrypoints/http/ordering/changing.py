"""Changing the head of an order."""

from dishka import FromDishka
from litestar import Response, patch
from litestar.params import FromPath, JSONBody

from application.kernel.access import Rights
from application.ordering.change_order import ChangeOrder
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.kernel.money import Currency
from domain.ordering.chart import OrderStatus
from domain.ordering.order import OrderNotFound
from domain.ordering.refusals import (
    CommandNotAllowed,
    OrderChanged,
    OrderNotOpen,
    TableClosed,
    TableUnknown,
    WaiterCannotServe,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfMatch, matching_versions, versioned
from entrypoints.http.ordering.command_schemas import OrderChangeBody
from entrypoints.http.ordering.views import FULL_EXAMPLE, OrderInFull, OrderShown


@patch(
    "/{order_id:str}",
    responses=answer(200, OrderShown, {"order": FULL_EXAMPLE})
    | problems(
        CommandNotAllowed(),
        OrderNotFound(),
        OrderNotOpen.now(OrderStatus.CLOSED),
        OrderChanged(),
        TableUnknown(field=("table",)),
        TableClosed(),
        WaiterCannotServe(field=("waiter",)),
    ),
)
async def change_order(
    order_id: FromPath[str],
    data: JSONBody[OrderChangeBody],
    change: FromDishka[ChangeOrder],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    currency: FromDishka[Currency],
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Change an order.

    Say whom it is for, move it to a table, or hand it over to another waiter: what was sold until then stays sold by
    whoever sold it.
    """
    order = await change(
        caller=caller,
        order=OrderId(uuid_or(OrderNotFound, order_id)),
        versions=matching_versions(if_match),
        customer=data.customer_name,
        table=data.table.value,
        guests=data.guests.value,
        note=data.note.value,
        waiter=data.waiter,
    )
    return versioned(OrderShown(OrderInFull.to(rights.roles_of(caller), order, currency)), order.version)
