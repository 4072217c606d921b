"""What bills look like in answers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Self
from uuid import UUID

import msgspec

from domain.billing.account import NO_ACCOUNT, Account
from domain.billing.bill import Bill, BilledLine, BilledTax
from domain.billing.shares import Share
from domain.kernel.money import Currency
from domain.ordering.billed import bill_of
from domain.ordering.order import Order
from domain.ordering.quote import Quote
from entrypoints.http.ordering.account_views import DiscountView, PaymentView, RefundView
from entrypoints.http.ordering.views import OrderInFull


class TaxOnBill(msgspec.Struct, frozen=True):
    """A tax: what it is computed on, and what it comes to; included in prices, or added to them."""

    category: str
    name: str
    percent: Decimal
    included: bool
    base: Decimal
    amount: Decimal

    @classmethod
    def of(cls, billed: BilledTax, currency: Currency) -> Self:
        """Show a tax."""
        tax = billed.tax
        base, amount = currency.amount(billed.base), currency.amount(billed.amount)
        return cls(tax.category, tax.name, tax.percent.number, tax.included, base, amount)


class LineOnBill(msgspec.Struct, frozen=True):
    """A line's share of everything. `net` is its gross less its discount."""

    id: UUID
    gross: Decimal
    discount: Decimal
    service_charge: Decimal
    tax: Decimal
    net: Decimal

    @classmethod
    def of(cls, line: BilledLine, currency: Currency) -> Self:
        """Show a line."""
        amounts = (line.gross, line.discount, line.service_charge, line.tax, line.net)
        return cls(line.line, *map(currency.amount, amounts))


class BillView(msgspec.Struct, frozen=True):
    """What is to be paid, why, and what of it is due. Every amount is the sum of its parts.

    `due_in_cash` is what is due in the coins that there are.
    """

    gross: Decimal
    discounts: Decimal
    service_charge: Decimal
    taxes: list[TaxOnBill]
    rounding: Decimal
    total: Decimal
    paid: Decimal
    tips: Decimal
    refunded: Decimal
    due: Decimal
    due_in_cash: Decimal
    lines: list[LineOnBill]
    discounts_given: list[DiscountView]
    payments: list[PaymentView]
    refunds: list[RefundView]

    @classmethod
    def of(cls, order: Order, currency: Currency, coin: int) -> Self:
        """Show the bill of an order, where the smallest `coin` is so many minor units."""
        bill = bill_of(order)
        here = [each for each, line in zip(bill.lines, order.lines, strict=True) if line.here]
        return cls._of(bill, here, order.account, currency, coin)

    @classmethod
    def quoted(cls, quote: Quote, currency: Currency, coin: int) -> Self:
        """Show the bill that is quoted. The ids of its lines are their numbers, from 1."""
        bill = quote.bill
        return cls._of(bill, bill.lines, NO_ACCOUNT, currency, coin)

    @classmethod
    def _of(cls, bill: Bill, lines: Sequence[BilledLine], account: Account, currency: Currency, coin: int) -> Self:
        return cls(
            gross=currency.amount(bill.gross),
            discounts=currency.amount(bill.discount),
            service_charge=currency.amount(bill.service_charge),
            taxes=[TaxOnBill.of(each, currency) for each in bill.taxes],
            rounding=currency.amount(bill.rounding),
            total=currency.amount(bill.total),
            paid=currency.amount(bill.paid),
            tips=currency.amount(bill.tips),
            refunded=currency.amount(bill.refunded),
            due=currency.amount(bill.due),
            due_in_cash=currency.amount(bill.due + bill.rounding_in_cash(coin)),
            lines=[LineOnBill.of(each, currency) for each in lines],
            discounts_given=[DiscountView.of(each, bill, currency) for each in account.discounts],
            payments=[PaymentView.of(each, currency) for each in account.payments],
            refunds=[RefundView.of(each, currency) for each in account.refunds],
        )


class BillShown(msgspec.Struct, frozen=True):
    """A bill."""

    bill: BillView


class OrderBilled(msgspec.Struct, frozen=True):
    """An order, and its bill."""

    order: OrderInFull
    bill: BillView


class ShareView(msgspec.Struct, frozen=True):
    """What one pays, at a seat or at none."""

    amount: Decimal
    seat: int | None = None


class SharesShown(msgspec.Struct, frozen=True):
    """Shares of what is due: together they are all of it."""

    shares: list[ShareView]

    @classmethod
    def of(cls, shares: list[Share], currency: Currency) -> Self:
        """Show shares."""
        return cls([ShareView(currency.amount(each.amount), each.seat) for each in shares])
