"""Merge orders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from application.kernel.answers import Sent
from application.kernel.ids import Ids
from application.ordering.steps import Other, Step
from application.ordering.take_step import TakeStep
from domain.billing.rules import BillingRules
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import LineId, OrderId
from domain.ordering.chart import Command, Roles
from domain.ordering.dividing import merged
from domain.ordering.order import Order
from domain.ordering.refusals import OtherOrderUnknown
from domain.ordering.settling import served

_REASON: Final = "merged"


@dataclass(frozen=True, slots=True)
class MergeOrders:
    """Bring what stands of another open order over; that one is voided, and what is sold stays so."""

    take: TakeStep
    rules: BillingRules
    ids: Ids

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        other: OrderId,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order with the lines of the other at its end. Raises what `merged`, `served`, `TakeStep` raise."""
        beside = Other(other)

        def step(before: Order, roles: Roles, now: datetime) -> Step:
            another = beside.found
            if another is None:
                raise OtherOrderUnknown(field=("order",))
            both, gone = merged(before, another, roles, lambda: LineId(self.ids.new()))
            after = served(before, both, self.rules)
            noted = Event(
                happening=Happening.ORDER_MERGED,
                at=now,
                actor=caller.id,
                subject=gone.id,
                details={"into": str(after.id), "reason": _REASON},
            )
            return Step(after, events=[noted], beside=[(another, gone)])

        return await self.take(
            caller=caller, order=order, command=Command.MERGE, versions=versions, sent=sent, step=step, other=beside
        )
