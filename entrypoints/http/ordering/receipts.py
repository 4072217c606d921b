"""Orders' bills and receipts, as answers."""

from hashlib import sha256
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, get
from litestar.params import FromPath

from application.kernel.access import NotForTheKitchen
from application.ordering.receipt import Receipt
from application.ordering.show_order import ShowOrder
from application.ordering.show_receipt import ShowReceipt
from domain.billing.rules import BillingRules
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.order import OrderNotFound
from domain.restaurant.restaurant import Restaurant
from entrypoints.http.kernel.accepted import accepted
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfNoneMatch, client_has, versioned
from entrypoints.http.ordering.bill_examples import BILL_EXAMPLE
from entrypoints.http.ordering.bill_views import BillShown, BillView
from entrypoints.http.ordering.receipt_html import POLICY, receipt_html
from entrypoints.http.ordering.receipt_sheet import sheet_of
from entrypoints.http.ordering.receipt_text import receipt_text

_JSON: Final = "application/json"
_TEXT: Final = "text/plain"
_PAGE: Final = "text/html"
_VARY: Final = {"Vary": "Accept, Authorization"}
_NOT_MODIFIED: Final = 304


@get(
    "/{order_id:str}/bill",
    responses=answer(200, BillShown, {"bill": BILL_EXAMPLE}) | problems(OrderNotFound(), NotForTheKitchen()),
)
async def show_bill(
    request: Request[Any, Any, Any],
    order_id: FromPath[str],
    caller: FromRequest[Caller],
    show: FromDishka[ShowOrder],
    receipt: FromDishka[ShowReceipt],
    restaurant: FromDishka[Restaurant],
    rules: FromDishka[BillingRules],
    if_none_match: IfNoneMatch = None,
) -> Response[Any]:
    """Show an order's bill.

    With `Accept: text/plain` it is a receipt, 42 columns wide, and with `text/html` one to print, in the language of
    the restaurant; until the order is closed, both say that they are none yet.
    """
    form = accepted(request, (_JSON, _TEXT, _PAGE))
    asked = OrderId(uuid_or(OrderNotFound, order_id))
    if form != _JSON:
        return _receipt(form, await receipt(caller=caller, order=asked), restaurant, if_none_match)
    order = await show(caller=caller, order=asked)
    return versioned(
        BillShown(BillView.of(order, restaurant.currency, rules.cash_rounding)), order.version, if_none_match, _VARY
    )


def _receipt(form: str, receipt: Receipt, restaurant: Restaurant, if_none_match: str | None) -> Response[Any]:
    """Return the receipt as a text or as a page, or 304 where that is what the caller has."""
    sheet, headers = sheet_of(receipt, restaurant), {"Cache-Control": "private, no-cache", **_VARY}
    if form == _PAGE:
        content, headers["Content-Security-Policy"] = receipt_html(sheet), POLICY
    else:
        content = receipt_text(sheet)
    tag = sha256(content.encode()).hexdigest()[:32]
    headers["ETag"] = f'"{tag}"'
    if client_has(tag, if_none_match):
        return Response(None, status_code=_NOT_MODIFIED, headers=headers)
    return Response(content, media_type=form, headers=headers)
