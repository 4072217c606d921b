"""A dinner's receipt, with a little of everything on it, for tests of how receipts are drawn."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from application.ordering.receipt import Receipt
from domain.billing.account import NO_ACCOUNT, Account, DiscountGiven, PaymentTaken, RefundMade, Till
from domain.billing.charges import Discount, Payment, Refund, ServiceCharge, Tax
from domain.billing.method import PaymentKind
from domain.billing.percent import Percent
from domain.kernel.ids import (
    DiscountId,
    LineId,
    OrderId,
    PaymentId,
    ProductId,
    RefundId,
    RestaurantId,
    TableId,
    WaiterId,
)
from domain.kernel.language import Language
from domain.kernel.money import Currency, Money, Price
from domain.kernel.names import Name, Note
from domain.ordering.chart import OrderStatus
from domain.ordering.line import Line
from domain.ordering.numbers import Guests, Quantity
from domain.ordering.order import Order
from domain.restaurant.restaurant import Restaurant
from domain.restaurant.slug import Slug

AT: Final = datetime(2026, 11, 27, 19, 40, tzinfo=UTC)
ANN: Final = WaiterId(UUID(int=1))
VAT: Final = Tax("food", "VAT", Percent.of(10), included=True)
CITY: Final = Tax("drinks", "City tax", Percent.of(Decimal("8.875")), included=False)
TILL: Final = Till(date(2026, 11, 27), 20)
_ANN: Final = Name("Ann")
_TABLE: Final = Name("Terrace 4")
CASH: Final = PaymentId(UUID(int=20))


def a_restaurant(language: Language = Language.ENGLISH, currency: str = "EUR") -> Restaurant:
    """Return a restaurant of this language and currency, in Rome."""
    return Restaurant(
        id=RestaurantId(UUID(int=2)),
        slug=Slug("trattoria"),
        name=Name("Trattoria da Ana"),
        currency=Currency.of(currency),
        time_zone=ZoneInfo("Europe/Rome"),
        day_starts_at=time(4),
        language=language,
    )


def a_line(number: int, name: str, price: int, quantity: int = 1, tax: Tax | None = None, voided: int = 0) -> Line:
    """Return a line with this number."""
    return Line(
        id=LineId(UUID(int=number)),
        product=ProductId(UUID(int=number)),
        product_name=Name(name),
        quantity=Quantity(quantity),
        unit_price=Price(price),
        tax=tax,
        voided=voided,
    )


def a_receipt(*lines: Line, account: Account = NO_ACCOUNT, waiter: Name = _ANN, table: Name | None = _TABLE) -> Receipt:
    """Return the receipt of a closed order."""
    order = Order(
        id=OrderId(UUID(int=3)),
        waiter=ANN,
        customer=Name("Bob"),
        placed_at=AT,
        business_date=TILL.business_date,
        local_hour=20,
        lines=lines,
        status=OrderStatus.CLOSED,
        number=12,
        table=TableId(UUID(int=4)),
        guests=Guests(3),
        closed_at=AT,
        account=account,
    )
    return Receipt(order=order, waiter=waiter, table=table)


def a_dinner() -> Receipt:
    """Return a receipt with all that can be on one."""
    lines = (
        a_line(10, "Pizza Margherita con mozzarella di bufala campana", 1050, 3, VAT, voided=1),
        a_line(11, "日本ラーメン大盛り", 1400, tax=VAT),
        a_line(12, "שלום חומוס 12", 99_900, tax=CITY),
        a_line(13, "ส้มตำไทย", 800, tax=VAT),
        a_line(14, "Sent back", 500, voided=1),
    )
    account = Account(
        discounts=(
            DiscountGiven(
                discount=Discount(id=DiscountId(UUID(int=5)), percent=Percent.of(50), lines=frozenset({lines[1].id})),
                reason=Note("Cold soup"),
                by=ANN,
                at=AT,
            ),
            DiscountGiven(
                discount=Discount(id=DiscountId(UUID(int=6)), amount=Money(500)),
                reason=Note("Regular guest"),
                by=ANN,
                at=AT,
            ),
        ),
        service=ServiceCharge(Percent.of(Decimal("12.5")), taxed=False),
        payments=(
            PaymentTaken(
                payment=Payment(CASH, Money(5000), tip=Money(300), rounding=Money(2)),
                method=Name("cash"),
                kind=PaymentKind.CASH,
                tendered=Money(6000),
                by=ANN,
                at=AT,
                till=TILL,
            ),
        ),
        refunds=(
            RefundMade(
                id=RefundId(UUID(int=21)),
                refund=Refund(CASH, Money(100)),
                reason=Note("Overcharged"),
                by=ANN,
                at=AT,
                till=TILL,
            ),
        ),
    )
    return a_receipt(*lines, account=account)


def still_open(receipt: Receipt) -> Receipt:
    """Return the receipt while its order was open."""
    return replace(receipt, number=None, order=replace(receipt.order, status=OrderStatus.OPEN, closed_at=None))
