"""Changing the head of an order."""

from functools import partial

from dishka import FromDishka
from litestar import Response, patch
from litestar.params import FromPath, JSONBody

from application.ordering.change_order import ChangeOrder
from domain.ordering.order import OrderNotFound
from domain.ordering.refusals import TableClosed, TableUnknown, WaiterCannotServe
from domain.ordering.unsettled import OverPaid
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey
from entrypoints.http.kernel.versions import IfMatch
from entrypoints.http.ordering.command_schemas import OrderChangeBody
from entrypoints.http.ordering.commanding import NOT_CHANGEABLE, Commanding, commanded
from entrypoints.http.ordering.views import OrderShown


@patch(
    "/{order_id:str}",
    responses=commanded(
        OrderNotFound(),
        *NOT_CHANGEABLE,
        TableUnknown(field=("table",)),
        TableClosed(),
        WaiterCannotServe(field=("waiter",)),
        OverPaid(),
    ),
)
async def change_order(
    order_id: FromPath[str],
    data: JSONBody[OrderChangeBody],
    change: FromDishka[ChangeOrder],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Change an order.

    Say whom it is for, move it to a table, or hand it over to another waiter: what was sold until then stays sold by
    whoever sold it.
    """
    changing = partial(
        change,
        customer=data.customer_name,
        table=data.table.value,
        guests=data.guests.value,
        note=data.note.value,
        waiter=data.waiter,
    )
    return await command(order_id, changing, idempotency_key, if_match)
