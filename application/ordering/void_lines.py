"""Take back what was ordered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.kernel.ids import Ids
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import LineId, OrderId, VoidId
from domain.kernel.names import Note
from domain.ordering.chart import Command, Roles
from domain.ordering.line import Void
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class VoidLines:
    """Take lines back, or a part of their quantity: the lines stay as they are, and so does what is written beside."""

    take: TakeStep
    ids: Ids

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        reason: Note,
        lines: Sequence[tuple[LineId, Quantity | None]] | None = None,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order without so many of these lines, or of all: without a quantity that is all that stands.

        Raises what `Order.without` and `TakeStep` raise.
        """

        def step(before: Order, roles: Roles, now: datetime) -> Step:
            def void(line: LineId, quantity: Quantity) -> Void:
                id_ = VoidId(self.ids.new())
                return Void(id=id_, line=line, quantity=quantity, reason=reason, by=caller.id, at=now)

            after, voids = before.without(lines, roles, void)
            return Step(after, voids, events=[_noted(after, each) for each in voids])

        return await self.take(
            caller=caller, order=order, command=Command.VOID, versions=versions, sent=sent, step=step
        )


def _noted(order: Order, void: Void) -> Event:
    line = order.line(void.line)
    details = {
        "line": str(line.id),
        "product": line.product_name,
        "quantity": str(void.quantity),
        "price": str(line.unit_price.minor),
        "reason": void.reason,
    }
    return Event(happening=Happening.LINE_VOIDED, at=void.at, actor=void.by, subject=order.id, details=details)
