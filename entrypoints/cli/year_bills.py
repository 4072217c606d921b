"""What becomes of the bills of a made-up year: what is taken off them, how they are paid, and what is given back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from domain.billing.account import DiscountGiven, PaymentTaken, RefundMade, Till
from domain.billing.charges import Discount, Payment, Refund
from domain.billing.method import PaymentKind
from domain.billing.paying import payment_of
from domain.billing.percent import Percent
from domain.kernel.ids import DiscountId, PaymentId, RefundId
from domain.kernel.money import NOTHING, Money
from domain.kernel.names import Name, Note
from domain.ordering.billed import bill_of
from domain.ordering.chart import OrderStatus
from domain.ordering.order import Order
from entrypoints.cli.made_up import id_of
from entrypoints.cli.year import Year

_DISCOUNTED: Final = 0.06
_ON_THE_HOUSE: Final = 0.3
"""The share of discounts that are one line on the house; the others are a part of the whole."""
_REGULARS: Final = (Percent(10_0000), Note("Regulars"))
_COMP: Final = (Percent(100_0000), Note("On the house"))
_IN_CASH: Final = 0.35
_CASH: Final = (Name("cash"), PaymentKind.CASH)
_CARD: Final = (Name("card"), PaymentKind.CARD)
_TIPS: Final = (0, 0, 5, 10, 10, 15)
"""How many percent who pays by card leaves, each as likely as the others."""
_NOTE: Final = 1000
"""What is handed over in cash is a multiple of this, in minor units."""
_STAYED_MINUTES: Final = (20, 110)
_REFUNDED: Final = 0.003
_REFUNDED_LATER_DAYS: Final = (1, 2, 3)
_COMPLAINT: Final = Note("It was cold")


@dataclass(frozen=True, slots=True)
class Bills:
    """Makes lives of a year's orders."""

    year: Year
    chance: Random

    def life(self, order: Order) -> Sequence[Order]:
        """Return the order as it was placed, and after each thing that was done to its bill, until it was settled."""
        steps = [order]
        at = self._left_at(order)
        if self.chance.random() < _DISCOUNTED:
            steps.append(self._discounted(order, at))
        steps.append(self._paid(steps[-1], at))
        if self.chance.random() < _REFUNDED and (refunded := self._refunded(steps[-1])) is not None:
            steps.append(refunded)
        return steps

    def _left_at(self, order: Order) -> datetime:
        """Return when they leave: before the day is over, which no bill outlives."""
        at = order.placed_at + timedelta(minutes=self.chance.uniform(*_STAYED_MINUTES))
        if self.year.restaurant.business_date(at) == order.business_date:
            return at
        return order.placed_at

    def _discounted(self, order: Order, at: datetime) -> Order:
        comp = self.chance.random() < _ON_THE_HOUSE and len(order.lines) > 1
        percent, reason = _COMP if comp else _REGULARS
        given = DiscountGiven(
            discount=Discount(
                id=DiscountId(id_of(self.chance, at.timestamp())),
                percent=percent,
                lines=frozenset({self.chance.choice(order.lines).id}) if comp else None,
            ),
            reason=reason,
            by=order.waiter,
            at=at,
            approved_by=self.year.manager if percent > self.year.rules.discount_cap else None,
        )
        return replace(order, version=order.version + 1, account=replace(order.account, discounts=(given,)))

    def _paid(self, order: Order, at: datetime) -> Order:
        method, kind = _CASH if self.chance.random() < _IN_CASH else _CARD
        bill = bill_of(order)
        tip = NOTHING
        if kind is PaymentKind.CARD:
            tip = Money(bill.due.minor * self.chance.choice(_TIPS) // 1000 * 10)
        payment = payment_of(
            bill,
            PaymentId(id_of(self.chance, at.timestamp())),
            bill.due,
            tip=tip,
            kind=kind,
            unit=self.year.rules.cash_rounding,
        )
        taken = PaymentTaken(
            payment=payment,
            method=method,
            kind=kind,
            tendered=_notes(payment) if kind is PaymentKind.CASH else None,
            by=order.waiter,
            at=at,
            till=Till(order.business_date, self.year.restaurant.local_hour(at)),
        )
        return replace(
            order,
            version=order.version + 1,
            status=OrderStatus.CLOSED,
            closed_at=at,
            account=replace(order.account, payments=(taken,)),
        )

    def _refunded(self, order: Order) -> Order | None:
        (taken,) = order.account.payments
        at = order.placed_at + timedelta(days=self.chance.choice(_REFUNDED_LATER_DAYS))
        amount = Money(taken.payment.amount.minor // self.chance.choice((1, 2, 3)))
        day = self.year.restaurant.business_date(at)
        if day > self.year.last or amount == NOTHING:
            return None
        made = RefundMade(
            id=RefundId(id_of(self.chance, at.timestamp())),
            refund=Refund(taken.id, amount),
            reason=_COMPLAINT,
            by=self.year.manager,
            at=at,
            till=Till(day, self.year.restaurant.local_hour(at)),
        )
        return replace(order, version=order.version + 1, account=replace(order.account, refunds=(made,)))


def _notes(payment: Payment) -> Money:
    return Money(-(-payment.amount.minor // _NOTE) * _NOTE)
