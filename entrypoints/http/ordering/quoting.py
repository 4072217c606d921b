"""Quoting an order: what it would come to, before it is placed."""

from dataclasses import replace
from typing import Any, Final

import msgspec
from dishka import FromDishka
from litestar import Request, Response, post
from litestar.openapi.spec import Example
from litestar.params import JSONBody

from application.kernel.access import NotForTheKitchen, ensure_serves
from application.ordering.quote_order import QuoteOrder
from domain.billing.rules import BillingRules
from domain.kernel.caller import Caller
from domain.kernel.money import Currency
from domain.ordering.quote import Quote, QuoteDiffers
from entrypoints.http.kernel.addresses import shown_at
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.errors import problem_of
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.json_request import LARGEST_ORDER
from entrypoints.http.kernel.problems import PROBLEM_JSON, Problem
from entrypoints.http.kernel.responses import Documentation, Refusal, answer, problems
from entrypoints.http.ordering.bill_examples import BILL_EXAMPLE
from entrypoints.http.ordering.bill_views import BillView
from entrypoints.http.ordering.schemas import CANNOT_BE_ORDERED, NOT_COUNTED, OrderBody


class OrderQuoted(msgspec.Struct, frozen=True):
    """What an order would come to, and the `quote` to place it with: within ten minutes, for this or not at all."""

    quote: str
    bill: BillView


class PlacingRefused(Problem, frozen=True):
    """Why an order is not placed; where it is not what was `quoted`, with that bill, and the one that it has `now`.

    It has none now where something that was quoted is gone: then `errors` says what.
    """

    quoted: BillView | None = None
    now: BillView | None = None


_DIFFERS_EXAMPLE: Final = {
    **msgspec.to_builtins(problem_of(QuoteDiffers(), "")),
    "quoted": BILL_EXAMPLE,
    "now": BILL_EXAMPLE,
}


@post(
    "/quote",
    status_code=200,
    request_max_body_size=LARGEST_ORDER,
    responses=answer(200, OrderQuoted, {"quote": "6Rk3...", "bill": BILL_EXAMPLE})
    | problems(NotForTheKitchen(), *CANNOT_BE_ORDERED, *NOT_COUNTED),
)
async def quote_order(
    data: JSONBody[OrderBody],
    caller: FromRequest[Caller],
    quote: FromDishka[QuoteOrder],
    currency: FromDishka[Currency],
    rules: FromDishka[BillingRules],
) -> OrderQuoted:
    """Quote an order.

    In the form of placing it. Nothing is kept, and nothing is taken from a stock.
    """
    ensure_serves(caller)  # before prices are looked at
    quoted, text = await quote(
        caller=caller,
        customer=data.customer_name,
        wanted=data.wanted(currency),
        guests=data.guests,
        taken_at=data.placed_at,
    )
    return OrderQuoted(text, BillView.quoted(quoted, currency, rules.cash_rounding))


def otherwise(
    request: Request[Any, Any, Any], refusal: QuoteDiffers, currency: Currency, rules: BillingRules
) -> Response[PlacingRefused]:
    """Answer that an order is not what was quoted, with both bills, or with what is gone."""

    def bill(quote: Quote | None) -> BillView | None:
        return quote and BillView.quoted(quote, currency, rules.cash_rounding)

    problem = problem_of(refusal, shown_at(request.scope))
    shown = PlacingRefused(**msgspec.structs.asdict(problem), quoted=bill(refusal.quoted), now=bill(refusal.now))
    return JSONAnswer(shown, status_code=problem.status, media_type=PROBLEM_JSON)


def placing_problems(*refusals: Refusal) -> dict[int, Documentation]:
    """Return the documentation of how placing is refused; with both bills, where it is not what was quoted."""
    documented = problems(*refusals, QuoteDiffers())
    refused = replace(documented[409], data_container=PlacingRefused)
    examples = [*(refused.examples or ())][:-1]
    return {**documented, 409: replace(refused, examples=[*examples, Example(value=_DIFFERS_EXAMPLE)])}
