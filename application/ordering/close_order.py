"""Close an order."""

from collections.abc import Collection
from dataclasses import dataclass

from application.kernel.answers import Sent
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.kernel.money import Currency
from domain.ordering.chart import Command
from domain.ordering.order import Order
from domain.ordering.settling import closed


@dataclass(frozen=True, slots=True)
class CloseOrder:
    """Settle an order's bill: it is paid, or another till knows of it. Its kitchen goes on, or has long been done."""

    take: TakeStep
    currency: Currency

    async def __call__(
        self, *, caller: Caller, order: OrderId, versions: Collection[int] | None = None, sent: Sent | None = None
    ) -> Order:
        """Return the order, closed. Raises what `closed` and `TakeStep` raise."""
        return await self.take(
            caller=caller,
            order=order,
            command=Command.CLOSE,
            versions=versions,
            sent=sent,
            step=lambda before, roles, now: Step(closed(before, roles, now, self.currency)),
        )
