"""Give a discount."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.kernel.ids import Ids
from application.ordering.steps import Step, approved_by
from application.ordering.take_approved_step import TakeApprovedStep
from domain.billing.account import DiscountGiven
from domain.billing.charges import Discount
from domain.billing.percent import Percent
from domain.billing.rules import BillingRules
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import DiscountId, LineId, OrderId, WaiterId
from domain.kernel.money import Money
from domain.kernel.names import Note
from domain.ordering.billed import bill_of
from domain.ordering.chart import Command, Roles
from domain.ordering.order import Order
from domain.ordering.settling import discounted


@dataclass(frozen=True, slots=True)
class GiveDiscount:
    """Take something off an order or off some of its lines: a part of 100% is on the house."""

    take: TakeApprovedStep
    rules: BillingRules
    ids: Ids

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        reason: Note,
        off: Percent | Money,
        lines: Sequence[LineId] | None = None,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
        approval: bytes | None = None,
    ) -> Order:
        """Return the order, less that. Raises what `discounted` and `TakeApprovedStep` raise."""
        discount = Discount(
            id=DiscountId(self.ids.new()),
            percent=off if isinstance(off, Percent) else None,
            amount=None if isinstance(off, Percent) else off,
            lines=None if lines is None else frozenset(lines),
        )

        def step(before: Order, roles: Roles, now: datetime, approver: WaiterId | None) -> Step:
            given = DiscountGiven(discount=discount, reason=reason, by=caller.id, at=now, approved_by=approver)
            after = discounted(before, roles, given, named=lines, cap=self.rules.discount_cap)
            return Step(after, events=[_noted(after, given)], reason=reason)

        return await self.take(
            caller=caller,
            order=order,
            command=Command.DISCOUNT,
            versions=versions,
            sent=sent,
            step=step,
            approval=approval,
        )


def _noted(order: Order, given: DiscountGiven) -> Event:
    details = {
        "discount": str(given.id),
        "amount": str(bill_of(order).discounts[given.id].minor),
        "reason": given.reason,
        **approved_by(given.approved_by),
    }
    return Event(happening=Happening.DISCOUNT_GIVEN, at=given.at, actor=given.by, subject=order.id, details=details)
