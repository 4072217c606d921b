"""Quotes: what is bound by one, and what may still change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.billing.account import Account
from domain.billing.charges import ServiceCharge, Tax
from domain.billing.percent import Percent
from domain.kernel.errors import DomainError
from domain.kernel.ids import LineId, ModifierId, OrderId, ProductId, WaiterId
from domain.kernel.money import Money, Price, Surcharge
from domain.kernel.names import Name, Note
from domain.ordering.choosing import Chosen
from domain.ordering.line import Line
from domain.ordering.numbers import Course, Quantity, Seat
from domain.ordering.order import Order
from domain.ordering.quote import Quote, QuoteDiffers, QuoteExpired, QuoteInvalid

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
TAX = Tax("Food", "Sales", Percent(100_000), included=False)
OATS = Chosen(ModifierId(UUID(int=8)), Name("Oat milk"), Surcharge(50))
LATTE = Line(
    id=LineId(UUID(int=101)),
    product=ProductId(UUID(int=1)),
    product_name=Name("Latte"),
    quantity=Quantity(2),
    unit_price=Price(350),
    tax=TAX,
    modifiers=(OATS,),
)
TEA = replace(LATTE, id=LineId(UUID(int=102)), product_name=Name("Tea"), unit_price=Price(300), tax=None, modifiers=())
ORDER = Order(
    id=OrderId(UUID(int=5)),
    waiter=WaiterId(UUID(int=6)),
    customer=Name("Bo"),
    placed_at=NOON,
    business_date=NOON.date(),
    local_hour=12,
    lines=(LATTE, TEA),
    account=Account(service=ServiceCharge(Percent(100_000), taxed=False)),
)
QUOTE = Quote.of(ORDER)


def test_a_quote_is_the_whole_bill_and_good_for_ten_minutes() -> None:
    bill = QUOTE.bill
    assert (bill.gross, bill.service_charge, bill.total) == (Money(1_300), Money(130), Money(1_500))
    assert [each.line for each in bill.lines] == [LineId(UUID(int=1)), LineId(UUID(int=2))]
    QUOTE.ensure_is(replace(ORDER, placed_at=NOON + timedelta(minutes=10, microseconds=-1)))
    with pytest.raises(QuoteExpired):
        QUOTE.ensure_is(replace(ORDER, placed_at=NOON + timedelta(minutes=10)))


def test_a_quote_is_its_waiters() -> None:
    with pytest.raises(QuoteInvalid) as refused:
        QUOTE.ensure_is(replace(ORDER, waiter=WaiterId(UUID(int=7))))
    assert refused.value.field == ("quote",)


@pytest.mark.parametrize(
    "otherwise",
    [
        lambda order: replace(order, customer=Name("Eve"), note=Note("Hurry"), id=OrderId(UUID(int=9))),
        lambda order: replace(
            order, lines=(replace(LATTE, id=LineId(UUID(int=7)), product=ProductId(UUID(int=7))), TEA)
        ),
        lambda order: replace(order, lines=(replace(LATTE, seat=Seat(1), course=Course(2), note=Note("Hot")), TEA)),
    ],
)
def test_what_costs_nothing_may_change(otherwise: Callable[[Order], Order]) -> None:
    QUOTE.ensure_is(otherwise(ORDER))


@pytest.mark.parametrize(
    "line",
    [
        replace(LATTE, quantity=Quantity(3)),
        replace(LATTE, unit_price=Price(351)),
        replace(LATTE, product_name=Name("Flat white")),
        replace(LATTE, tax=None),
        replace(LATTE, tax=replace(TAX, percent=Percent(100_001))),
        replace(LATTE, modifiers=()),
        replace(LATTE, modifiers=(replace(OATS, id=ModifierId(UUID(int=9))),)),
        replace(LATTE, modifiers=(replace(OATS, price=Surcharge(40)),)),
    ],
)
def test_another_line_is_not_what_was_quoted(line: Line) -> None:
    other = replace(ORDER, lines=(line, TEA))
    with pytest.raises(QuoteDiffers) as refused:
        QUOTE.ensure_is(other)
    assert (refused.value.quoted, refused.value.now) == (QUOTE, Quote.of(other))


@pytest.mark.parametrize(
    "other",
    [
        replace(ORDER, lines=(TEA, LATTE)),
        replace(ORDER, lines=(LATTE,)),
        replace(ORDER, lines=(LATTE, TEA, TEA)),
        replace(ORDER, account=Account()),
        replace(ORDER, account=Account(service=ServiceCharge(Percent(100_000), taxed=True))),
    ],
)
def test_another_order_is_not_what_was_quoted(other: Order) -> None:
    with pytest.raises(DomainError, match="This is not what was quoted"):
        QUOTE.ensure_is(other)
