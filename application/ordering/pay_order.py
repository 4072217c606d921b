"""Pay an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from application.billing.payment_methods import PaymentMethods
from application.kernel.answers import Sent
from application.kernel.business_days import BusinessDays
from application.kernel.ids import Ids
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.billing.account import PaymentTaken, Till
from domain.billing.method import PaymentKind, PaymentMethodUnknown
from domain.billing.paying import payment_of
from domain.billing.rules import BillingRules
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId, PaymentId
from domain.kernel.money import NOTHING, Currency, Money
from domain.kernel.names import Name, Note
from domain.ordering.billed import bill_of
from domain.ordering.chart import Command, Roles
from domain.ordering.order import Order
from domain.ordering.settling import paid
from domain.ordering.unsettled import TenderedIsCash, TenderedTooLittle


@dataclass(frozen=True, slots=True)
class PayOrder:
    """Take money for an order, up to what is due: the payment after which nothing is closes it."""

    take: TakeStep
    methods: PaymentMethods
    days: BusinessDays
    rules: BillingRules
    currency: Currency
    ids: Ids

    async def __call__(  # noqa: PLR0913 - what is said of a payment, beside what all commands take
        self,
        *,
        caller: Caller,
        order: OrderId,
        method: Name,
        amount: Money,
        tip: Money = NOTHING,
        tendered: Money | None = None,
        reference: Note | None = None,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order, paid so far. `tendered` is the cash that was handed over for the amount and the tip.

        Raises `PaymentMethodUnknown`, `PaymentMethodInactive`, `TenderedIsCash`, `TenderedTooLittle`, and what `paid`
        and `TakeStep` raise.
        """
        try:
            by = await self.methods.named(method)
        except PaymentMethodUnknown as refusal:
            raise refusal.at("method") from None
        by.ensure_active()
        if tendered is not None and by.kind is not PaymentKind.CASH:
            raise TenderedIsCash(field=("tendered",))
        payment = PaymentId(self.ids.new())

        def step(before: Order, roles: Roles, now: datetime) -> Step:
            made = payment_of(bill_of(before), payment, amount, tip=tip, kind=by.kind, unit=self.rules.cash_rounding)
            if tendered is not None and tendered < made.amount + made.tip:
                raise TenderedTooLittle(field=("tendered",))
            taken = PaymentTaken(
                payment=made,
                method=by.name,
                kind=by.kind,
                tendered=tendered,
                reference=reference,
                by=caller.id,
                at=now,
                till=Till(self.days.business_date(now), self.days.local_hour(now)),
            )
            return Step(paid(before, roles, taken, self.currency))

        return await self.take(caller=caller, order=order, command=Command.PAY, versions=versions, sent=sent, step=step)
