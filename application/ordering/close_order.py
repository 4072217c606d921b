"""Close an order."""

from collections.abc import Collection
from dataclasses import dataclass

from application.kernel.answers import Sent
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.chart import Command
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class CloseOrder:
    """Settle an order's bill; its kitchen goes on, or has long been done."""

    take: TakeStep

    async def __call__(
        self, *, caller: Caller, order: OrderId, versions: Collection[int] | None = None, sent: Sent | None = None
    ) -> Order:
        """Return the order, closed. Raises what `Order.settled` and `TakeStep` raise."""
        return await self.take(
            caller=caller,
            order=order,
            command=Command.CLOSE,
            versions=versions,
            sent=sent,
            step=lambda before, roles, now: Step(before.settled(Command.CLOSE, roles, now)),
        )
