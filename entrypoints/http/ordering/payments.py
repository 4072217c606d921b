"""Taking money, and giving it back."""

from decimal import Decimal
from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Response, post
from litestar.params import FromPath, JSONBody

from application.ordering.pay_order import PayOrder
from application.ordering.refund_payment import RefundPayment
from domain.billing.method import PaymentMethodInactive, PaymentMethodUnknown
from domain.kernel.money import Currency
from domain.ordering.chart import OrderStatus
from domain.ordering.order import OrderNotFound
from domain.ordering.refusals import ApprovalRefused, OrderNotOpen
from domain.ordering.unsettled import (
    MoreThanDue,
    MoreThanPaid,
    PaymentUnknown,
    TenderedIsCash,
    TenderedTooLittle,
    TooManyPayments,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, IdempotencyKeyRequired, required
from entrypoints.http.kernel.responses import answer
from entrypoints.http.kernel.versions import IfMatch
from entrypoints.http.ordering.approving import ApprovalHeader, approval_in
from entrypoints.http.ordering.bill_examples import BILLED_EXAMPLE
from entrypoints.http.ordering.bill_schemas import (
    PaymentBody,
    RefundBody,
)
from entrypoints.http.ordering.bill_views import (
    OrderBilled,
)
from entrypoints.http.ordering.commanding import NOT_OPEN, Commanding, commanded

_AMOUNT: Final = Decimal("2.50")
_BILLED: Final = answer(200, OrderBilled, BILLED_EXAMPLE)


@post(
    "/{order_id:str}/payments",
    status_code=200,
    responses=commanded(
        OrderNotFound(),
        NOT_OPEN,
        PaymentMethodUnknown(field=("method",)),
        PaymentMethodInactive(),
        MoreThanDue(_AMOUNT),
        TooManyPayments(),
        TenderedIsCash(field=("tendered",)),
        TenderedTooLittle(field=("tendered",)),
        IdempotencyKeyRequired(),
        shown=_BILLED,
    ),
)
async def pay_order(
    order_id: FromPath[str],
    data: JSONBody[PaymentBody],
    pay: FromDishka[PayOrder],
    currency: FromDishka[Currency],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderBilled]:
    """Take a payment.

    It needs an `Idempotency-Key`. Never more is taken than is due; the payment after which nothing is closes the order.
    """
    amount, tip, tendered = data.moneys(currency)
    paying = partial(pay, method=data.method, amount=amount, tip=tip, tendered=tendered, reference=data.reference)
    return await command.bill(order_id, paying, required(idempotency_key), if_match)


@post(
    "/{order_id:str}/refunds",
    status_code=200,
    responses=commanded(
        OrderNotFound(),
        OrderNotOpen.now(OrderStatus.VOIDED),
        PaymentUnknown(field=("payment",)),
        MoreThanPaid(_AMOUNT),
        TooManyPayments(),
        ApprovalRefused(),
        IdempotencyKeyRequired(),
        shown=_BILLED,
    ),
)
async def refund_payment(
    order_id: FromPath[str],
    data: JSONBody[RefundBody],
    refund: FromDishka[RefundPayment],
    currency: FromDishka[Currency],
    command: FromRequest[Commanding],
    approval: ApprovalHeader = None,
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderBilled]:
    """Refund a payment.

    It needs an `Idempotency-Key`. It counts for today, whenever the order was placed or paid.
    """
    refunding = partial(
        refund,
        payment=data.payment,
        amount=data.amount(currency),
        reason=data.reason,
        approval=approval_in(approval),
    )
    return await command.bill(order_id, refunding, required(idempotency_key), if_match)


PAYMENTS: Final[tuple[Any, ...]] = (pay_order, refund_payment)
