"""Placing an order."""

import asyncio
from collections.abc import Awaitable
from functools import partial
from typing import Any

from dishka import FromDishka
from litestar import Request, Response, post
from litestar.params import JSONBody

from application.access.verify_token import VerifyToken
from application.kernel.access import NotForTheKitchen, Rights, ensure_serves
from application.kernel.business_days import BusinessDays
from application.kernel.once import Once
from application.ordering.floor import Floor, TableFound
from application.ordering.place_order import PlaceOrder
from application.ordering.quotes import Quotes
from application.ordering.take_down import TakeDown
from domain.billing.rules import BillingRules
from domain.kernel.errors import Invalid
from domain.kernel.ids import TableId
from domain.kernel.money import Currency
from domain.ordering.quote import QuoteDiffers, QuoteExpired, QuoteInvalid
from domain.ordering.refusals import TableClosed, TableUnknown
from entrypoints.http.access.auth import claims_of
from entrypoints.http.kernel.json_request import LARGEST_ORDER
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.responses import answer
from entrypoints.http.ordering.quoting import otherwise, placing_problems
from entrypoints.http.ordering.schemas import CANNOT_BE_ORDERED, NOT_COUNTED, OrderBody
from entrypoints.http.ordering.views import (
    FULL_EXAMPLE,
    OrderPlaced,
)


@post(
    request_max_body_size=LARGEST_ORDER,
    responses=answer(201, OrderPlaced, {"message": "Order created successfully", "order": FULL_EXAMPLE})
    | placing_problems(
        NotForTheKitchen(),
        TableUnknown(field=("table",)),
        TableClosed(),
        *CANNOT_BE_ORDERED,
        *NOT_COUNTED,
        QuoteInvalid(field=("quote",)),
        QuoteExpired(),
    ),
)
async def place_order(  # noqa: PLR0913, PLR0917 - what all of it is asked of
    request: Request[Any, Any, Any],
    data: JSONBody[OrderBody],
    verify: FromDishka[VerifyToken],
    take_down: FromDishka[TakeDown],
    floor: FromDishka[Floor],
    once: FromDishka[Once],
    place: FromDishka[PlaceOrder],
    rights: FromDishka[Rights],
    quotes: FromDishka[Quotes],
    rules: FromDishka[BillingRules],
    currency: FromDishka[Currency],
    days: FromDishka[BusinessDays],
    idempotency_key: IdempotencyKey = None,
) -> Response[Any]:
    """Place an order."""
    verified = verify(claims=claims_of(request))
    try:
        wanted, sent = data.wanted(currency), sent_by(request, idempotency_key)
    except Invalid:
        ensure_serves((await verified).caller)  # who is nobody any more, or the kitchen, hears that first
        raise
    waiter, listed, kept, table = await asyncio.gather(  # in one statement
        verified, take_down.look_up(wanted), once.find(sent), _find(floor, data.table)
    )
    caller = waiter.caller
    ensure_serves(caller)  # here too: an answer kept from before passes the use case by
    placing = partial(
        place,
        caller=caller,
        customer=data.customer_name,
        wanted=wanted,
        guests=data.guests,
        note=data.note,
        table=table,
        quote=None if data.quote is None else quotes.read(data.quote),
        taken_at=data.placed_at,
        listed=listed,
        sent=sent,
    )
    try:
        order, before = await once(sent=sent, kept=kept, do=placing)
    except QuoteDiffers as refusal:
        return otherwise(request, refusal, currency, rules)
    shown = OrderPlaced.to(rights.roles_of(caller), order, currency, days)
    return created(request, order.id, shown, before=before)


def _find(floor: Floor, table: TableId | None) -> Awaitable[TableFound | None]:
    if table:
        return floor.find(table)
    nothing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    nothing.set_result(None)
    return nothing  # done already: no task is made for it
