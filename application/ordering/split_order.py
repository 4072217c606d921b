"""Split an order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.kernel.ids import Ids
from application.ordering.ports import OrderNumbers
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import LineId, OrderId
from domain.ordering.chart import Command, Roles
from domain.ordering.dividing import Divided, split
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class SplitOrder:
    """Make another order of some lines: of the same customer, table, waiter, day and hour, with a number of its own.

    What is sold stays so.
    """

    take: TakeStep
    numbers: OrderNumbers
    ids: Ids

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        lines: Sequence[tuple[LineId, Quantity | None]],
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
    ) -> Divided:
        """Return the order and the new one. Raises what `split` and `TakeStep` raise."""
        tries, numbers = list[Divided](), list[int]()

        async def take_number(before: Order) -> None:
            if not numbers:
                numbers.append(await self.numbers.next(before.business_date))

        def step(before: Order, roles: Roles, now: datetime) -> Step:
            after, moved = split(before, lines, roles, lambda: LineId(self.ids.new()))
            new = Order(
                id=OrderId(self.ids.new()),
                waiter=before.waiter,
                customer=before.customer,
                placed_at=now,
                business_date=before.business_date,
                number=numbers[0],
                local_hour=before.local_hour,
                lines=moved,
                table=before.table,
                account=before.account.of_what_is_split_off,
            )
            noted = Event(
                happening=Happening.ORDER_SPLIT,
                at=now,
                actor=caller.id,
                subject=before.id,
                details={"new_order": str(new.id)},
            )
            tries.append(Divided(after, new))
            return Step(after, events=[noted], beside=[(None, new)], made=tries[-1])

        _ = await self.take(
            caller=caller,
            order=order,
            command=Command.SPLIT,
            versions=versions,
            sent=sent,
            step=step,
            ahead=take_number,
        )
        return tries[-1]
