"""Reopen an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.kernel.business_days import BusinessDays
from application.ordering.steps import Step, approved_by
from application.ordering.take_approved_step import TakeApprovedStep
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId, WaiterId
from domain.kernel.names import Note
from domain.ordering.chart import Command, Roles
from domain.ordering.order import Order
from domain.ordering.refusals import DayIsOver


@dataclass(frozen=True, slots=True)
class ReopenOrder:
    """Open a closed order again, on the business day that it was placed on."""

    take: TakeApprovedStep
    days: BusinessDays

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        reason: Note,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
        approval: bytes | None = None,
    ) -> Order:
        """Return the order, open. Raises `DayIsOver`, and what `Order.settled` and `TakeApprovedStep` raise."""

        def step(before: Order, roles: Roles, now: datetime, approver: WaiterId | None) -> Step:
            after = before.settled(Command.REOPEN, roles, now)
            if after is before:
                return Step(after)
            if self.days.business_date(now) != before.business_date:
                raise DayIsOver
            noted = Event(
                happening=Happening.ORDER_REOPENED,
                at=now,
                actor=caller.id,
                subject=before.id,
                details={"reason": reason, **approved_by(approver)},
            )
            return Step(after, events=[noted], reason=reason)

        return await self.take(
            caller=caller,
            order=order,
            command=Command.REOPEN,
            versions=versions,
            sent=sent,
            step=step,
            approval=approval,
        )
