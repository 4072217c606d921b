"""The kitchen: boards, and what is done to their tickets."""

from collections.abc import Awaitable
from functools import partial
from typing import Annotated, Final

from dishka import FromDishka
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from application.ordering.add_up_tickets import AddUpTickets
from application.ordering.list_tickets import ListTickets
from application.ordering.move_lines import MoveLines
from domain.kernel.caller import Caller
from domain.kernel.ids import StationId
from domain.ordering.chart import Command
from domain.ordering.order import Order, OrderNotFound
from domain.ordering.refusals import LinesNotMovable, LineUnknown
from domain.ordering.ticket import TicketNotFound, TicketStatus
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey
from entrypoints.http.kernel.query import InvalidParameter, id_in
from entrypoints.http.kernel.responses import answer
from entrypoints.http.kernel.versions import IfMatch
from entrypoints.http.ordering.command_schemas import LinesBody
from entrypoints.http.ordering.commanding import Commanding, commanded
from entrypoints.http.ordering.ticket_views import (
    ALL_DAY_EXAMPLE,
    TICKET_EXAMPLE,
    AllDayAddedUp,
    TicketsListed,
    ticket_in,
)
from entrypoints.http.ordering.views import OrderShown

AtStation = Annotated[
    str | None,
    QueryParameter(
        name="station",
        description="Only what this station and the kitchen make. The kitchen makes what has no station.",
        schema_extra={"format": "uuid"},
    ),
]
InStatus = Annotated[
    TicketStatus | None,
    QueryParameter(
        name="status",
        description="Only lines that are so. Where nothing is said, those to be made: sent and started. What is ready "
        "is shown for 30 minutes, to be served or recalled.",
    ),
]
_MOVED: Final = commanded(
    TicketNotFound(),
    LineUnknown(field=("lines", 0)),
    LinesNotMovable("Not to start: Espresso (01937b1e-7c00-7000-8000-000000000004) is voided"),
)


def _station(text: str | None) -> StationId | None:
    found = id_in(text)
    if text and found is None:
        raise InvalidParameter("station is a station's id", field=("station",))
    return None if found is None else StationId(found)


@get("/tickets", responses=answer(200, TicketsListed, {"tickets": [TICKET_EXAMPLE]}))
async def list_tickets(
    tickets: FromDishka[ListTickets], _: FromRequest[Caller], station: AtStation = None, status: InStatus = None
) -> TicketsListed:
    """List the tickets.

    What each station has to make of each round of an order, oldest first: what was sent within a day, and the oldest
    1,000 lines of that.
    """
    return TicketsListed.of(await tickets(station=_station(station), status=status))


@get("/all-day", responses=answer(200, AllDayAddedUp, {"products": [ALL_DAY_EXAMPLE]}))
async def add_up_tickets(
    add_up: FromDishka[AddUpTickets], _: FromRequest[Caller], station: AtStation = None
) -> AllDayAddedUp:
    """Add up the tickets.

    How many of each product are still to be made, the most first.
    """
    return AllDayAddedUp.of(await add_up(station=_station(station)))


async def _move(
    commanding: Commanding,
    ticket_id: str,
    move: partial[Awaitable[Order]],
    idempotency_key: str | None,
    if_match: str | None,
) -> Response[OrderShown]:
    order, ticket = ticket_in(ticket_id)
    try:
        return await commanding(str(order), partial(move, ticket=ticket), idempotency_key, if_match)
    except OrderNotFound:
        raise TicketNotFound from None


@post("/tickets/{ticket_id:str}/start", status_code=200, responses=_MOVED)
async def start_ticket(
    ticket_id: FromPath[str],
    data: JSONBody[LinesBody],
    move: FromDishka[MoveLines],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Start a ticket.

    All of it to which that applies, or some of its lines. `If-Match` has the version of the order.
    """
    return await _move(
        command, ticket_id, partial(move, command=Command.START, lines=data.lines), idempotency_key, if_match
    )


@post("/tickets/{ticket_id:str}/ready", status_code=200, responses=_MOVED)
async def ready_ticket(
    ticket_id: FromPath[str],
    data: JSONBody[LinesBody],
    move: FromDishka[MoveLines],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Bump a ticket: it is ready."""
    return await _move(
        command, ticket_id, partial(move, command=Command.READY, lines=data.lines), idempotency_key, if_match
    )


@post("/tickets/{ticket_id:str}/recall", status_code=200, responses=_MOVED)
async def recall_ticket(
    ticket_id: FromPath[str],
    data: JSONBody[LinesBody],
    move: FromDishka[MoveLines],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Recall a ticket.

    One step back: what was served is ready again, what was ready is being made again.
    """
    return await _move(
        command, ticket_id, partial(move, command=Command.RECALL, lines=data.lines), idempotency_key, if_match
    )


@post("/tickets/{ticket_id:str}/serve", status_code=200, responses=_MOVED)
async def serve_ticket(
    ticket_id: FromPath[str],
    data: JSONBody[LinesBody],
    move: FromDishka[MoveLines],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderShown]:
    """Serve a ticket."""
    return await _move(
        command, ticket_id, partial(move, command=Command.SERVE, lines=data.lines), idempotency_key, if_match
    )


KITCHEN: Final = signed_in_router(
    "/api/kitchen",
    list_tickets,
    add_up_tickets,
    start_ticket,
    ready_ticket,
    recall_ticket,
    serve_ticket,
    tag="Kitchen",
)
