"""The tax rates."""

from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, get, patch, post
from litestar.params import FromPath, JSONBody

from application.billing.add_tax_rate import AddTaxRate
from application.billing.change_tax_rate import ChangeTaxRate
from application.billing.list_tax_rates import ListTaxRates
from application.billing.show_tax_rate import ShowTaxRate
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.billing.tax_rate import TaxRateChanged, TaxRateNotFound, TaxRateTaken
from domain.kernel.caller import Caller
from domain.kernel.ids import TaxId
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.billing.tax_schemas import (
    TAX_EXAMPLE,
    TaxBody,
    TaxChangeBody,
    TaxCreated,
    TaxesListed,
    TaxShown,
    TaxView,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.query import PageNumber, PageSize, page_request, uuid_or
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned


@get(responses=answer(200, TaxesListed, {"taxes": [TAX_EXAMPLE], "total": 1, "pages": 1, "current_page": 1}))
async def list_taxes(
    taxes: FromDishka[ListTaxRates],
    _: FromRequest[Caller],
    page: PageNumber = None,
    per_page: PageSize = None,
) -> TaxesListed:
    """List the tax rates.

    By category, then by the day they start on, page by page.
    """
    return TaxesListed.of(await taxes(page=page_request(page, per_page)))


@post(
    responses=answer(201, TaxCreated, {"message": "Tax rate created successfully", "tax": TAX_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), TaxRateTaken())
)
async def add_tax(
    request: Request[Any, Any, Any],
    data: JSONBody[TaxBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    add: FromDishka[AddTaxRate],
    idempotency_key: IdempotencyKey = None,
) -> Response[TaxCreated]:
    """Add a tax rate.

    From its day on it takes the place of the category's rate before it.
    """
    rights.ensure_may_change_billing(caller)  # here too: an answer kept from before passes the use case by
    sent = sent_by(request, idempotency_key)
    adding = partial(
        add,
        caller=caller,
        category=data.category,
        name=data.name,
        percent=data.percent,
        included=data.included,
        starts_on=data.starts_on,
        sent=sent,
    )
    rate, before = await once(sent=sent, kept=await once.find(sent), do=adding)
    return created(request, rate.id, TaxCreated.of(rate), before=before)


@get("/{tax_id:str}", responses=answer(200, TaxShown, {"tax": TAX_EXAMPLE}) | problems(TaxRateNotFound()))
async def show_tax(
    tax_id: FromPath[str],
    show: FromDishka[ShowTaxRate],
    _: FromRequest[Caller],
    if_none_match: IfNoneMatch = None,
) -> Response[TaxShown]:
    """Show a tax rate."""
    rate = await show(tax=TaxId(uuid_or(TaxRateNotFound, tax_id)))
    return versioned(TaxShown(TaxView.of(rate)), rate.version, if_none_match)


@patch(
    "/{tax_id:str}",
    responses=answer(200, TaxShown, {"tax": TAX_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), TaxRateNotFound(), TaxRateTaken(), TaxRateChanged()),
)
async def change_tax(
    tax_id: FromPath[str],
    data: JSONBody[TaxChangeBody],
    change: FromDishka[ChangeTaxRate],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[TaxShown]:
    """Change a tax rate.

    What was ordered before keeps the rate of its moment.
    """
    rate = await change(
        caller=caller,
        tax=TaxId(uuid_or(TaxRateNotFound, tax_id)),
        versions=matching_versions(if_match),
        name=data.name,
        percent=data.percent,
        included=data.included,
        starts_on=data.starts_on,
    )
    return versioned(TaxShown(TaxView.of(rate)), rate.version)


TAXES: Final = signed_in_router("/api/taxes", list_taxes, add_tax, show_tax, change_tax, tag="Taxes")
