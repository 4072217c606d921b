"""The commands to orders."""

from decimal import Decimal
from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Response, post
from litestar.params import FromPath, JSONBody

from application.ordering.add_lines import AddLines
from application.ordering.close_order import CloseOrder
from application.ordering.move_lines import MoveLines
from application.ordering.reopen_order import ReopenOrder
from application.ordering.void_lines import VoidLines
from domain.kernel.money import Currency
from domain.ordering.chart import Command
from domain.ordering.order import OrderNotFound, TooManyLines
from domain.ordering.refusals import (
    ApprovalRefused,
    DayIsOver,
    LineNamedTwice,
    LinesNotMovable,
    LineUnknown,
    MoreThanStands,
)
from domain.ordering.unsettled import OverPaid, StillDue
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.json_request import LARGEST_ORDER
from entrypoints.http.kernel.once import IdempotencyKey
from entrypoints.http.kernel.versions import IfMatch
from entrypoints.http.ordering.approving import ApprovalHeader, approval_in
from entrypoints.http.ordering.command_schemas import AddBody, FireBody, LinesBody, NothingBody, ReasonBody, VoidBody
from entrypoints.http.ordering.commanding import NOT_CHANGEABLE, NOT_OPEN, Commanding, commanded
from entrypoints.http.ordering.schemas import CANNOT_BE_ORDERED
from entrypoints.http.ordering.views import OrderShown

_MOVED: Final = commanded(
    OrderNotFound(),
    LineUnknown(field=("lines", 0)),
    LinesNotMovable("Not to serve: Espresso (01937b1e-7c00-7000-8000-000000000004) is held"),
)


@post(
    "/{order_id:str}/lines",
    status_code=200,
    request_max_body_size=LARGEST_ORDER,
    responses=commanded(OrderNotFound(), *NOT_CHANGEABLE, TooManyLines(), *CANNOT_BE_ORDERED),
)
async def add_lines(
    order_id: FromPath[str],
    data: JSONBody[AddBody],
    add: FromDishka[AddLines],
    currency: FromDishka[Currency],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Add lines.

    Others may be adding to the order at the same time: all of it is added.
    """
    return await command(order_id, partial(add, wanted=data.wanted(currency)), idempotency_key, if_match)


@post("/{order_id:str}/fire", status_code=200, responses=_MOVED)
async def fire_lines(
    order_id: FromPath[str],
    data: JSONBody[FireBody],
    move: FromDishka[MoveLines],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Fire lines.

    The kitchen is told of what was held: of these lines, of a course, or of all.
    """
    firing = partial(move, command=Command.FIRE, lines=data.lines, course=data.course)
    return await command(order_id, firing, idempotency_key, if_match)


@post("/{order_id:str}/serve", status_code=200, responses=_MOVED)
async def serve_lines(
    order_id: FromPath[str],
    data: JSONBody[LinesBody],
    move: FromDishka[MoveLines],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Serve lines."""
    return await command(order_id, partial(move, command=Command.SERVE, lines=data.lines), idempotency_key, if_match)


@post("/{order_id:str}/recall", status_code=200, responses=_MOVED)
async def recall_lines(
    order_id: FromPath[str],
    data: JSONBody[LinesBody],
    move: FromDishka[MoveLines],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Recall lines.

    One step back: what was served is ready again, what was ready is being made again.
    """
    return await command(order_id, partial(move, command=Command.RECALL, lines=data.lines), idempotency_key, if_match)


@post(
    "/{order_id:str}/void",
    status_code=200,
    responses=commanded(
        OrderNotFound(),
        *NOT_CHANGEABLE,
        LineUnknown(field=("lines", 0)),
        LineNamedTwice(),
        MoreThanStands("Of line 1, Espresso, 1 are left, not 2"),
        OverPaid(),
        ApprovalRefused(),
    ),
)
async def void_lines(
    order_id: FromPath[str],
    data: JSONBody[VoidBody],
    void: FromDishka[VoidLines],
    command: FromRequest[Commanding],
    approval: ApprovalHeader = None,
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Void lines.

    They stay as they were ordered; what is taken back is written beside them, with the reason. An order of which
    nothing is left is voided.
    """
    lines = None if data.lines is None else [(each.id, each.quantity) for each in data.lines]
    voiding = partial(void, reason=data.reason, lines=lines, approval=approval_in(approval))
    return await command(order_id, voiding, idempotency_key, if_match)


@post(
    "/{order_id:str}/close", status_code=200, responses=commanded(OrderNotFound(), NOT_OPEN, StillDue(Decimal("2.50")))
)
async def close_order(
    order_id: FromPath[str],
    data: JSONBody[NothingBody],  # noqa: ARG001 - it is read, so that what is no JSON is refused
    close: FromDishka[CloseOrder],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Close an order."""
    return await command(order_id, close, idempotency_key, if_match)


@post(
    "/{order_id:str}/reopen",
    status_code=200,
    responses=commanded(OrderNotFound(), NOT_OPEN, DayIsOver(), ApprovalRefused()),
)
async def reopen_order(
    order_id: FromPath[str],
    data: JSONBody[ReasonBody],
    reopen: FromDishka[ReopenOrder],
    command: FromRequest[Commanding],
    approval: ApprovalHeader = None,
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Reopen an order."""
    reopening = partial(reopen, reason=data.reason, approval=approval_in(approval))
    return await command(order_id, reopening, idempotency_key, if_match)


COMMANDS: Final[tuple[Any, ...]] = (
    add_lines,
    fire_lines,
    serve_lines,
    recall_lines,
    void_lines,
    close_order,
    reopen_order,
)
