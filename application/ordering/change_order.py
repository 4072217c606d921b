"""Change an order."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.ordering.floor import Floor
from application.ordering.staff import Staff
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.billing.rules import BillingRules
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId, TableId, WaiterId
from domain.kernel.names import Name, Note
from domain.kernel.unchanged import UNCHANGED, Unchanged
from domain.ordering.chart import Command, Roles
from domain.ordering.heading import headed
from domain.ordering.numbers import Guests
from domain.ordering.order import Order
from domain.ordering.refusals import WaiterCannotServe
from domain.ordering.settling import served


@dataclass(frozen=True, slots=True)
class ChangeOrder:
    """Say whom an order is for, move it to a table, or hand it over to another waiter: one's own, a manager any."""

    take: TakeStep
    floor: Floor
    staff: Staff
    rules: BillingRules

    async def __call__(  # noqa: PLR0913 - what an order can be changed in, beside what all commands take
        self,
        *,
        caller: Caller,
        order: OrderId,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
        customer: Name | None = None,
        table: TableId | Unchanged | None = UNCHANGED,
        guests: Guests | Unchanged | None = UNCHANGED,
        note: Note | Unchanged | None = UNCHANGED,
        waiter: WaiterId | None = None,
    ) -> Order:
        """Return the order that follows.

        Raises `TableUnknown`, `TableClosed`, `WaiterCannotServe`, and what `headed`, `served` and `TakeStep` raise.
        """
        seat = None if isinstance(table, Unchanged) else table
        found, serves = await asyncio.gather(self.floor.find(seat), self._serves(waiter))

        def step(before: Order, roles: Roles, now: datetime) -> Step:
            after = headed(before, roles, customer=customer, table=table, guests=guests, note=note, waiter=waiter)
            after = served(before, after, self.rules)
            if found and after.table != before.table:
                found.ensure_open()
            if after.waiter == before.waiter:
                return Step(after)
            if not serves:
                raise WaiterCannotServe(field=("waiter",))
            return Step(after, events=[_noted(before, after, caller, now)])

        return await self.take(
            caller=caller, order=order, command=Command.CHANGE, versions=versions, sent=sent, step=step
        )

    async def _serves(self, waiter: WaiterId | None) -> bool:
        return waiter is None or await self.staff.serves(waiter)


def _noted(before: Order, after: Order, by: Caller, at: datetime) -> Event:
    details = {"from": str(before.waiter), "to": str(after.waiter)}
    return Event(happening=Happening.ORDER_HANDED_OVER, at=at, actor=by.id, subject=after.id, details=details)
