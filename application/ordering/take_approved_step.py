"""Take a step that a manager may have to approve."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from application.kernel.answers import Sent
from application.ordering.approvals import ApprovalsGiven, Approved
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId, WaiterId
from domain.ordering.chart import Command, Roles
from domain.ordering.order import Order
from domain.ordering.refusals import ApprovalRefused, CommandNotAllowed
from domain.ordering.rights import with_approval


@dataclass(frozen=True, slots=True)
class TakeApprovedStep:
    """Do a command, with a manager's approval where the caller may not do it alone: only then that is used up."""

    take: TakeStep
    approvals: ApprovalsGiven

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        command: Command,
        versions: Collection[int] | None,
        sent: Sent | None,
        step: Callable[[Order, Roles, datetime, WaiterId | None], Step],
        approval: bytes | None,
    ) -> Order:
        """Return the order after `step`, which hears who approved it, if anybody had to. `approval` is a digest.

        Raises `ApprovalRefused` where an approval is needed and there is another one or none, and what `TakeStep` and
        `step` raise.
        """
        if approval is None:
            return await self.take(
                caller=caller,
                order=order,
                command=command,
                versions=versions,
                sent=sent,
                step=lambda before, roles, now: step(before, roles, now, None),
            )
        found: Approved | None = None

        async def look(_: Order) -> None:
            nonlocal found
            found = await self.approvals.find(approval, command=command, order=order, waiter=caller.id)

        def approved(before: Order, roles: Roles, now: datetime) -> Step:
            try:
                return step(before, roles, now, None)
            except CommandNotAllowed:
                if (more := with_approval(command, roles)) == roles:
                    raise
            if found is None or found.expires_at <= now:
                raise ApprovalRefused
            taken = step(before, more, now, found.by)
            if taken.after is before:
                return taken
            return replace(taken, changes=[*taken.changes, self.approvals.spend(approval)], approved_by=found.by)

        return await self.take(
            caller=caller, order=order, command=command, versions=versions, sent=sent, step=approved, ahead=look
        )
