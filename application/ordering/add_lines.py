"""Add lines to an order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.kernel.business_days import BusinessDays
from application.ordering.catalogue import Known, ProductJoinedMeanwhile, StockChangedMeanwhile
from application.ordering.steps import Step
from application.ordering.take_down import TakeDown
from application.ordering.take_step import TakeStep
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.chart import Command, Roles
from domain.ordering.line import Sale, Wanted
from domain.ordering.order import EmptyOrder, Order


@dataclass(frozen=True, slots=True)
class AddLines:
    """Order more: it counts for the hour in which it is ordered, and for the waiter whose order it is."""

    take_down: TakeDown
    take: TakeStep
    days: BusinessDays

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        wanted: Sequence[Wanted],
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order with what is wanted at its end. Others may be adding to it: all of it is added.

        Raises `EmptyOrder`, and what `Order.with_more`, `TakeDown` and `TakeStep` raise.
        """
        if not wanted:
            raise EmptyOrder
        while True:
            known = await self.take_down.look_up(wanted)
            try:
                return await self.take(
                    caller=caller,
                    order=order,
                    command=Command.ADD,
                    versions=versions,
                    sent=sent,
                    step=lambda before, roles, now, known=known: self._step(caller, wanted, known, before, roles, now),
                )
            except (ProductJoinedMeanwhile, StockChangedMeanwhile):
                continue  # another order was first: what it left is looked up again

    def _step(
        self,
        caller: Caller,
        wanted: Sequence[Wanted],
        known: Known,
        before: Order,
        roles: Roles,
        now: datetime,
    ) -> Step:
        sale = Sale(before.waiter, self.days.business_date(now), self.days.local_hour(now))
        taken = self.take_down(
            order=before.id,
            wanted=wanted,
            known=known,
            caller=caller,
            at=now,
            day=sale.business_date,
            in_round=before.next_round,
            sale=sale,
        )
        return Step(before.with_more(taken.lines, roles), changes=taken.changes)
