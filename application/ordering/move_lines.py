"""Move lines along."""

from collections.abc import Collection
from dataclasses import dataclass

from application.kernel.answers import Sent
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.chart import Command
from domain.ordering.moving import Named
from domain.ordering.numbers import Course
from domain.ordering.order import Order
from domain.ordering.ticket import TicketKey


@dataclass(frozen=True, slots=True)
class MoveLines:
    """Fire lines, start them, bump them as ready, serve them, or recall them, as the chart says."""

    take: TakeStep

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        command: Command,
        lines: Named = None,
        course: Course | None = None,
        ticket: TicketKey | None = None,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order after `command` to these lines, or to all to which it applies; of this course or ticket.

        Raises what `Order.moved` and `TakeStep` raise.
        """
        return await self.take(
            caller=caller,
            order=order,
            command=command,
            versions=versions,
            sent=sent,
            step=lambda before, roles, now: Step(
                before.moved(command, lines, roles, now, course=course, ticket=ticket)
            ),
        )
