"""Splitting and merging orders."""

from functools import partial

from dishka import FromDishka
from litestar import Response, post
from litestar.params import FromPath, JSONBody

from application.ordering.merge_orders import MergeOrders
from application.ordering.split_order import SplitOrder
from domain.ordering.order import OrderNotFound, TooManyLines
from domain.ordering.refusals import (
    LineNamedTwice,
    LineUnknown,
    MergedWithItself,
    MoreThanStands,
    NothingStays,
    OtherOrderUnknown,
)
from domain.ordering.unsettled import DiscountsInTheWay, OverPaid, PaymentsInTheWay
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey
from entrypoints.http.kernel.responses import answer
from entrypoints.http.kernel.versions import IfMatch
from entrypoints.http.ordering.command_schemas import MergeBody, SplitBody
from entrypoints.http.ordering.commanding import NOT_CHANGEABLE, Commanding, commanded
from entrypoints.http.ordering.views import FULL_EXAMPLE, OrderDivided, OrderShown


@post(
    "/{order_id:str}/split",
    status_code=200,
    responses=commanded(
        OrderNotFound(),
        *NOT_CHANGEABLE,
        LineUnknown(field=("lines", 0)),
        LineNamedTwice(),
        MoreThanStands("Of line 1, Espresso, 1 are left, not 2"),
        NothingStays(),
        DiscountsInTheWay(),
        OverPaid(),
        shown=answer(200, OrderDivided, {"order": FULL_EXAMPLE, "new_order": FULL_EXAMPLE}),
    ),
)
async def split_order(
    order_id: FromPath[str],
    data: JSONBody[SplitBody],
    split: FromDishka[SplitOrder],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderDivided]:
    """Split an order.

    These lines, or so many of each, become another order's; the kitchen goes on with them as they are.
    """
    lines = [(each.id, each.quantity) for each in data.lines]
    return await command.split(order_id, partial(split, lines=lines), idempotency_key, if_match)


@post(
    "/{order_id:str}/merge",
    status_code=200,
    responses=commanded(
        OrderNotFound(),
        *NOT_CHANGEABLE,
        TooManyLines(),
        MergedWithItself(field=("order",)),
        OtherOrderUnknown(field=("order",)),
        DiscountsInTheWay(),
        PaymentsInTheWay(),
    ),
)
async def merge_orders(
    order_id: FromPath[str],
    data: JSONBody[MergeBody],
    merge: FromDishka[MergeOrders],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Merge orders.

    What stands of the other order comes over, and that one is voided.
    """
    return await command(order_id, partial(merge, other=data.order), idempotency_key, if_match)
