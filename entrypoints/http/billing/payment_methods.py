"""The payment methods."""

from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, get, patch, post
from litestar.params import FromPath, JSONBody

from application.billing.add_payment_method import AddPaymentMethod
from application.billing.change_payment_method import ChangePaymentMethod
from application.billing.list_payment_methods import ListPaymentMethods
from application.billing.show_payment_method import ShowPaymentMethod
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.billing.method import PaymentMethodChanged, PaymentMethodNameTaken, PaymentMethodNotFound
from domain.kernel.caller import Caller
from domain.kernel.ids import PaymentMethodId
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.billing.payment_method_schemas import (
    PAYMENT_METHOD_EXAMPLE,
    PaymentMethodBody,
    PaymentMethodChangeBody,
    PaymentMethodCreated,
    PaymentMethodShown,
    PaymentMethodsListed,
    PaymentMethodView,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.query import PageNumber, PageSize, page_request, uuid_or
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned

_SHOWN: Final = answer(200, PaymentMethodShown, {"payment_method": PAYMENT_METHOD_EXAMPLE})


@get(
    responses=answer(
        200,
        PaymentMethodsListed,
        {"payment_methods": [PAYMENT_METHOD_EXAMPLE], "total": 1, "pages": 1, "current_page": 1},
    )
)
async def list_payment_methods(
    methods: FromDishka[ListPaymentMethods],
    _: FromRequest[Caller],
    page: PageNumber = None,
    per_page: PageSize = None,
) -> PaymentMethodsListed:
    """List the payment methods.

    By name, page by page. `cash` and `card` are there from the beginning.
    """
    return PaymentMethodsListed.of(await methods(page=page_request(page, per_page)))


@post(
    responses=answer(
        201,
        PaymentMethodCreated,
        {"message": "Payment method created successfully", "payment_method": PAYMENT_METHOD_EXAMPLE},
    )
    | problems(OnlyManagersManage(), NotForTheKitchen(), PaymentMethodNameTaken())
)
async def add_payment_method(
    request: Request[Any, Any, Any],
    data: JSONBody[PaymentMethodBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    add: FromDishka[AddPaymentMethod],
    idempotency_key: IdempotencyKey = None,
) -> Response[PaymentMethodCreated]:
    """Add a payment method."""
    rights.ensure_may_change_billing(caller)  # here too: an answer kept from before passes the use case by
    sent = sent_by(request, idempotency_key)
    adding = partial(add, caller=caller, name=data.name, kind=data.kind, sent=sent)
    method, before = await once(sent=sent, kept=await once.find(sent), do=adding)
    return created(request, method.id, PaymentMethodCreated.of(method), before=before)


@get("/{payment_method_id:str}", responses=_SHOWN | problems(PaymentMethodNotFound()))
async def show_payment_method(
    payment_method_id: FromPath[str],
    show: FromDishka[ShowPaymentMethod],
    _: FromRequest[Caller],
    if_none_match: IfNoneMatch = None,
) -> Response[PaymentMethodShown]:
    """Show a payment method."""
    method = await show(method=PaymentMethodId(uuid_or(PaymentMethodNotFound, payment_method_id)))
    return versioned(PaymentMethodShown(PaymentMethodView.of(method)), method.version, if_none_match)


@patch(
    "/{payment_method_id:str}",
    responses=_SHOWN
    | problems(
        OnlyManagersManage(),
        NotForTheKitchen(),
        PaymentMethodNotFound(),
        PaymentMethodNameTaken(),
        PaymentMethodChanged(),
    ),
)
async def change_payment_method(
    payment_method_id: FromPath[str],
    data: JSONBody[PaymentMethodChangeBody],
    change: FromDishka[ChangePaymentMethod],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[PaymentMethodShown]:
    """Change a payment method."""
    which = PaymentMethodId(uuid_or(PaymentMethodNotFound, payment_method_id))
    versions = matching_versions(if_match)
    method = await change(caller=caller, method=which, versions=versions, name=data.name, active=data.active)
    return versioned(PaymentMethodShown(PaymentMethodView.of(method)), method.version)


PAYMENT_METHODS: Final = signed_in_router(
    "/api/payment-methods",
    list_payment_methods,
    add_payment_method,
    show_payment_method,
    change_payment_method,
    tag="Payment methods",
)
