"""The events."""

from typing import Final

from dishka import FromDishka
from litestar import Response, get
from litestar.params import FromPath

from application.events.read_events import ReadEvents
from application.events.show_history import ShowHistory
from application.kernel.access import NotForTheKitchen
from application.ordering.show_order import ShowOrder
from domain.access.token import Claims
from domain.events.event import EventNotYet, EventsGone
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.order import OrderNotFound
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.events.listening import MOST_AT_ONCE, Ear, Listening
from entrypoints.http.events.query import (
    After,
    LastEventId,
    Limit,
    OfOrder,
    OfStation,
    OfTable,
    Types,
    how_many,
    number_in,
    wanted,
)
from entrypoints.http.events.stream import MEDIA_TYPE, EventStream
from entrypoints.http.events.views import EVENT_EXAMPLE, EventsRead
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.responses import Documentation, answer, problems


@get(
    responses=answer(200, EventsRead, {"events": [EVENT_EXAMPLE], "last": 7})
    | problems(EventNotYet(field=("after",)), EventsGone())
)
async def read_events(
    caller: FromRequest[Caller],
    read: FromDishka[ReadEvents],
    after: After = None,
    limit: Limit = None,
    types: Types = None,
    order: OfOrder = None,
    table: OfTable = None,
    station: OfStation = None,
) -> EventsRead:
    """Read events.

    What happened in the restaurant, in order, each with a number that is one more than that of the event before it.
    Ask again after `last` for what follows; without `after` first, to know where to begin. Managers and the kitchen
    hear of all, waiters of their own orders and of what is nobody's: products and tables.
    """
    where = wanted(types, order, table, station)
    number = number_in(after, "after")
    return EventsRead.of(await read(caller=caller, after=number, where=where, most=how_many(limit)))


@get(
    "/{order_id:str}/history",
    responses=answer(200, EventsRead, {"events": [EVENT_EXAMPLE], "last": 7})
    | problems(OrderNotFound(), NotForTheKitchen(), EventNotYet(field=("after",))),
)
async def show_history(
    order_id: FromPath[str],
    caller: FromRequest[Caller],
    show: FromDishka[ShowOrder],
    history: FromDishka[ShowHistory],
    after: After = None,
    limit: Limit = None,
) -> EventsRead:
    """Show an order's history.

    Its events, oldest first: what was done to it, by whom, and when.
    """
    order = await show(caller=caller, order=OrderId(uuid_or(OrderNotFound, order_id)))
    number = number_in(after, "after") or 0
    return EventsRead.of(await history(about=order.id, after=number, most=how_many(limit)))


@get(
    "/stream",
    responses={200: Documentation(data_container=str, generate_examples=False, description="OK", media_type=MEDIA_TYPE)}
    | problems(EventNotYet(field=("after",)), EventsGone()),
)
async def stream_events(  # noqa: PLR0913, PLR0917 - one parameter of the query string each
    claims: FromRequest[Claims],
    caller: FromRequest[Caller],
    ear: FromDishka[Ear],
    last_event_id: LastEventId = None,
    after: After = None,
    types: Types = None,
    order: OfOrder = None,
    table: OfTable = None,
    station: OfStation = None,
) -> Response[bytes]:
    """Listen to events.

    The same as they happen, as server-sent events: `id` is the number, `event` the type, `data` the event. Without
    `Last-Event-ID` or `after` it begins with what happens next. A comment comes every 15 seconds where nothing happens.
    It ends when the token expires or its user is signed out, and for who does not read; whoever comes back with the
    last `id` has each event once.
    """
    where = wanted(types, order, table, station)
    number = number_in(last_event_id, "Last-Event-ID") if last_event_id else number_in(after, "after")
    read = await ear.read(caller=caller, after=number, where=where, most=MOST_AT_ONCE)
    return EventStream(Listening(ear, claims, caller, where, read))


EVENTS: Final = signed_in_router("/api/events", read_events, stream_events, tag="Events")
HISTORY: Final = signed_in_router("/api/orders", show_history, tag="Orders")
