"""Refund a payment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.kernel.business_days import BusinessDays
from application.kernel.ids import Ids
from application.ordering.steps import Step, approved_by
from application.ordering.take_approved_step import TakeApprovedStep
from domain.billing.account import RefundMade, Till
from domain.billing.charges import Refund
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId, PaymentId, RefundId, WaiterId
from domain.kernel.money import Currency, Money
from domain.kernel.names import Note
from domain.ordering.chart import Command, Roles
from domain.ordering.order import Order
from domain.ordering.settling import refunded


@dataclass(frozen=True, slots=True)
class RefundPayment:
    """Give back what was paid, or a part of it. It counts for the day on which it happens."""

    take: TakeApprovedStep
    days: BusinessDays
    currency: Currency
    ids: Ids

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        payment: PaymentId,
        amount: Money,
        reason: Note,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
        approval: bytes | None = None,
    ) -> Order:
        """Return the order, of which less is paid. Raises what `refunded` and `TakeApprovedStep` raise."""
        refund = RefundId(self.ids.new())

        def step(before: Order, roles: Roles, now: datetime, approver: WaiterId | None) -> Step:
            made = RefundMade(
                id=refund,
                refund=Refund(payment, amount),
                reason=reason,
                by=caller.id,
                at=now,
                till=Till(self.days.business_date(now), self.days.local_hour(now)),
                approved_by=approver,
            )
            after = refunded(before, roles, made, self.currency)
            return Step(after, events=[_noted(after, made)], reason=reason)

        return await self.take(
            caller=caller,
            order=order,
            command=Command.REFUND,
            versions=versions,
            sent=sent,
            step=step,
            approval=approval,
        )


def _noted(order: Order, made: RefundMade) -> Event:
    details = {
        "payment": str(made.refund.payment),
        "amount": str(made.refund.amount.minor),
        "reason": made.reason,
        **approved_by(made.approved_by),
    }
    return Event(happening=Happening.PAYMENT_REFUNDED, at=made.at, actor=made.by, subject=order.id, details=details)
