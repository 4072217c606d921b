"""What is on an order's account, as answers show it."""

from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

import msgspec

from domain.billing.account import DiscountGiven, PaymentTaken, RefundMade
from domain.billing.bill import Bill
from domain.billing.method import PaymentKind
from domain.kernel.money import Currency


class DiscountView(msgspec.Struct, frozen=True):
    """A discount: so many percent or an amount, off these lines or the whole order, and what that came to."""

    id: UUID
    amount: Decimal
    reason: str
    by: UUID
    at: datetime
    percent: Decimal | None = None
    lines: list[UUID] | None = None
    approved_by: UUID | None = None

    @classmethod
    def of(cls, given: DiscountGiven, bill: Bill, currency: Currency) -> Self:
        """Show a discount."""
        discount = given.discount
        return cls(
            id=given.id,
            amount=currency.amount(bill.discounts[given.id]),
            reason=given.reason,
            by=given.by,
            at=given.at,
            percent=discount.percent and discount.percent.number,
            lines=None if discount.lines is None else sorted(discount.lines),
            approved_by=given.approved_by,
        )


class PaymentView(msgspec.Struct, frozen=True):
    """Money taken: for cash, also what was handed over, and the change."""

    id: UUID
    method: str
    kind: PaymentKind
    amount: Decimal
    tip: Decimal
    rounding: Decimal
    change: Decimal
    at: datetime
    by: UUID
    tendered: Decimal | None = None
    reference: str | None = None

    @classmethod
    def of(cls, taken: PaymentTaken, currency: Currency) -> Self:
        """Show a payment."""
        payment = taken.payment
        return cls(
            id=taken.id,
            method=taken.method,
            kind=taken.kind,
            amount=currency.amount(payment.amount),
            tip=currency.amount(payment.tip),
            rounding=currency.amount(payment.rounding),
            change=currency.amount(taken.change),
            at=taken.at,
            by=taken.by,
            tendered=None if taken.tendered is None else currency.amount(taken.tendered),
            reference=taken.reference,
        )


class RefundView(msgspec.Struct, frozen=True):
    """Money given back out of a payment."""

    id: UUID
    payment: UUID
    amount: Decimal
    reason: str
    at: datetime
    by: UUID
    approved_by: UUID | None = None

    @classmethod
    def of(cls, made: RefundMade, currency: Currency) -> Self:
        """Show a refund."""
        refund = made.refund
        amount = currency.amount(refund.amount)
        return cls(made.id, refund.payment, amount, made.reason, made.at, made.by, made.approved_by)
