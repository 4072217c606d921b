"""Orders' bills: what is on them, and what is paid of them."""

from functools import partial
from typing import Annotated, Any, Final

from dishka import FromDishka
from litestar import Response, delete, get, post
from litestar.openapi.spec import OpenAPIType
from litestar.params import FromPath, JSONBody, QueryParameter

from application.kernel.access import NotForTheKitchen
from application.ordering.give_discount import GiveDiscount
from application.ordering.remove_discount import RemoveDiscount
from application.ordering.set_service_charge import SetServiceCharge
from application.ordering.show_shares import MOST_WAYS, ShowShares
from domain.billing.percent import Percent
from domain.kernel.caller import Caller
from domain.kernel.ids import DiscountId, OrderId
from domain.kernel.money import Currency
from domain.ordering.order import OrderNotFound
from domain.ordering.refusals import ApprovalRefused, LineUnknown
from domain.ordering.unsettled import (
    AboveDiscountCap,
    DiscountUnknown,
    NothingToDiscount,
    OverPaid,
    TooManyDiscounts,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey
from entrypoints.http.kernel.query import InvalidParameter, uuid_or
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfMatch
from entrypoints.http.ordering.approving import ApprovalHeader, approval_in
from entrypoints.http.ordering.bill_examples import BILLED_EXAMPLE
from entrypoints.http.ordering.bill_schemas import (
    DiscountBody,
    PercentOrAmount,
    ServiceChargeBody,
)
from entrypoints.http.ordering.bill_views import (
    OrderBilled,
    SharesShown,
)
from entrypoints.http.ordering.commanding import NOT_CHANGEABLE, Commanding, commanded
from entrypoints.http.ordering.payments import PAYMENTS
from entrypoints.http.ordering.receipts import show_bill

_BILLED: Final = answer(200, OrderBilled, BILLED_EXAMPLE)


@post(
    "/{order_id:str}/discounts",
    status_code=200,
    responses=commanded(
        OrderNotFound(),
        *NOT_CHANGEABLE,
        PercentOrAmount(field=("percent",)),
        LineUnknown(field=("lines", 0)),
        AboveDiscountCap.of(Percent.of(10)),
        ApprovalRefused(),
        NothingToDiscount(),
        OverPaid(),
        TooManyDiscounts(),
        shown=_BILLED,
    ),
)
async def give_discount(
    order_id: FromPath[str],
    data: JSONBody[DiscountBody],
    give: FromDishka[GiveDiscount],
    currency: FromDishka[Currency],
    command: FromRequest[Commanding],
    approval: ApprovalHeader = None,
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderBilled]:
    """Give a discount.

    Off the whole order, or off some lines together; 100 percent is on the house. Waiters take off up to `DISCOUNT_CAP`
    percent alone.
    """
    giving = partial(give, reason=data.reason, off=data.off(currency), lines=data.lines, approval=approval_in(approval))
    return await command.bill(order_id, giving, idempotency_key, if_match)


@delete(
    "/{order_id:str}/discounts/{discount_id:str}",
    status_code=200,
    responses=commanded(OrderNotFound(), DiscountUnknown(), *NOT_CHANGEABLE, shown=_BILLED),
)
async def remove_discount(
    order_id: FromPath[str],
    discount_id: FromPath[str],
    remove: FromDishka[RemoveDiscount],
    command: FromRequest[Commanding],
    if_match: IfMatch = None,
) -> Response[OrderBilled]:
    """Remove a discount."""
    removing = partial(remove, discount=DiscountId(uuid_or(DiscountUnknown, discount_id)))
    return await command.bill(order_id, removing, None, if_match)


@post(
    "/{order_id:str}/service-charge",
    status_code=200,
    responses=commanded(OrderNotFound(), *NOT_CHANGEABLE, OverPaid(), shown=_BILLED),
)
async def set_service_charge(
    order_id: FromPath[str],
    data: JSONBody[ServiceChargeBody],
    charge: FromDishka[SetServiceCharge],
    command: FromRequest[Commanding],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Response[OrderBilled]:
    """Charge for service.

    From then on it stays as it is said here, however many guests there are.
    """
    return await command.bill(order_id, partial(charge, percent=data.percent), idempotency_key, if_match)


Ways = Annotated[
    str | None,
    QueryParameter(
        description="Into how many equal shares.",
        schema_extra={"type": OpenAPIType.INTEGER, "minimum": 1, "maximum": MOST_WAYS, "one_of": None},
    ),
]
By = Annotated[
    str | None,
    QueryParameter(description="`seat`: by who ordered what.", schema_extra={"enum": ["seat"], "one_of": None}),
]


@get(
    "/{order_id:str}/shares",
    responses=answer(200, SharesShown, {"shares": [{"amount": 2.5, "seat": 1}, {"amount": 2.5, "seat": 2}]})
    | problems(OrderNotFound(), NotForTheKitchen(), InvalidParameter("ways", field=("ways",))),
)
async def show_shares(
    order_id: FromPath[str],
    caller: FromRequest[Caller],
    show: FromDishka[ShowShares],
    currency: FromDishka[Currency],
    ways: Ways = None,
    by: By = None,
) -> SharesShown:
    """Divide what is due.

    Evenly, or by seat: what is for no seat is shared evenly by those there are. Without either it is one share.
    """
    shares = await show(caller=caller, order=OrderId(uuid_or(OrderNotFound, order_id)), ways=_ways_in(ways, by))
    return SharesShown.of([*shares], currency)


def _ways_in(ways: str | None, by: str | None) -> int | None:
    """Return into how many shares; None: by seat."""
    if by and not ways:
        if by != "seat":
            raise InvalidParameter("by is `seat`", field=("by",))
        return None
    is_number = not ways or (ways.isascii() and ways.isdecimal() and len(ways) <= len(str(MOST_WAYS)))
    if by or not is_number or not (number := int(ways or 1)):
        raise InvalidParameter(f"ways is a number from 1 to {MOST_WAYS}, without by", field=("ways",))
    return number


BILLS: Final[tuple[Any, ...]] = (
    give_discount,
    remove_discount,
    set_service_charge,
    *PAYMENTS,
    show_bill,
    show_shares,
)
