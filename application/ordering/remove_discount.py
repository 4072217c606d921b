"""Remove a discount."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import DiscountId, OrderId
from domain.ordering.chart import Command, Roles
from domain.ordering.order import Order
from domain.ordering.settling import without_discount


@dataclass(frozen=True, slots=True)
class RemoveDiscount:
    """Charge again what was taken off."""

    take: TakeStep

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        discount: DiscountId,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order without the discount. Raises what `without_discount` and `TakeStep` raise."""

        def step(before: Order, roles: Roles, now: datetime) -> Step:
            noted = Event(
                happening=Happening.DISCOUNT_REMOVED,
                at=now,
                actor=caller.id,
                subject=before.id,
                details={"discount": str(discount)},
            )
            return Step(without_discount(before, roles, discount), events=[noted])

        return await self.take(
            caller=caller, order=order, command=Command.REMOVE_DISCOUNT, versions=versions, sent=sent, step=step
        )
