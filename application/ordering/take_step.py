"""Take a step in an order's life."""

from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from application.kernel.access import Rights, may_see
from application.kernel.answers import AnsweredMeanwhile, Answers, Sent
from application.kernel.audit import Audit
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import Change, UnitOfWork
from application.ordering.ports import Orders
from application.ordering.steps import Other, Step
from application.ordering.tell_order import EVENTS, TellOrder
from domain.billing.day import DayClosed
from domain.kernel.caller import Caller
from domain.kernel.errors import Stale
from domain.kernel.ids import OrderId, WaiterId
from domain.ordering.chart import Command, Roles
from domain.ordering.moving import ensure_may_give
from domain.ordering.order import Order, OrderNotFound
from domain.ordering.refusals import OrderChanged, OtherOrderUnknown
from domain.ordering.rights import with_approval

_MOST_TRIES: Final = 100
"""Each time that a try fails, another command to the same order has been done."""


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Do one command to an order, in one commit: to the version looked at, or, if that is gone, to the next."""

    orders: Orders
    answers: Answers
    tell: TellOrder
    audit: Audit
    rights: Rights
    days: BusinessDays
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        command: Command,
        versions: Collection[int] | None,
        sent: Sent | None,
        step: Callable[[Order, Roles, datetime], Step],
        ahead: Callable[[Order], Awaitable[None]] | None = None,
        other: Other | None = None,
    ) -> Order:
        """Return the order after `step`, durable; as it is, where all that was asked for is done.

        Before each `step`, what it needs `ahead` is done, and an `other` order that changes with it is looked up.
        Raises `OrderNotFound`, also for an order that the caller may not see, `OtherOrderUnknown` for such another,
        `Stale` with the order where `versions` are given and it is at none of these, `OrderChanged` where others change
        it all the time, `DayClosed` where it would count for a closed day, `AnsweredMeanwhile` when what was `sent` was
        sent twice at once, and what `step` raises.
        """
        roles = self.rights.roles_of(caller)
        for _ in range(_MOST_TRIES):
            before = await self.orders.get(order)
            if not (caller.is_kitchen or may_see(caller, before.waiter)):
                raise OrderNotFound
            if versions is not None and before.version not in versions:
                ensure_may_give(command, with_approval(command, roles))  # to nobody else it shows the order
                raise Stale(current=before.version, found=before)
            now, since = self.clock.now(), self.days.closed_through
            if ahead is not None:
                await ahead(before)
            if other is not None:
                other.found = await self._other(other.id, caller)
            taken = step(before, roles, now)
            if taken.after is before:
                await self._ensure_not_answered(sent)
                await self.work.confirm()  # whoever did it may not have been told, and then it may not last
                return before
            changes = [*taken.changes, *self._changes(command, before, taken, caller.id, now)]
            try:
                return await self.work.commit(
                    taken.after, *changes, self.answers.keep(sent, taken.made or taken.after, at=now)
                )
            except OrderChanged:
                continue  # another command came first: this one is tried after it
            except DayClosed:
                if not await self.days.moved_on(since):
                    raise
        raise OrderChanged

    async def _ensure_not_answered(self, sent: Sent | None) -> None:
        # The same request, sent before, may have done it since it was looked for; others may have come after it.
        if sent is not None and await self.answers.find(sent):
            raise AnsweredMeanwhile

    async def _other(self, other: OrderId, caller: Caller) -> Order:
        try:
            found = await self.orders.get(other)
        except OrderNotFound:
            raise OtherOrderUnknown(field=("order",)) from None
        if not (caller.is_kitchen or may_see(caller, found.waiter)):
            raise OtherOrderUnknown(field=("order",))
        return found

    def _changes(self, command: Command, before: Order, taken: Step, by: WaiterId, at: datetime) -> Iterator[Change]:
        # In one order everywhere, so that of two that change the same orders none waits for the other's.
        for was, after in sorted([(before, taken.after), *taken.beside], key=lambda each: each[1].id):
            voids = taken.voids if was is before else ()
            yield self.orders.add(after) if was is None else self.orders.change(was, after, *voids)
            yield self.tell(
                told=EVENTS[command],
                order=after,
                before=was,
                by=by,
                reason=taken.reason,
                approved_by=taken.approved_by,
                at=at,
            )
        if taken.events:
            yield self.audit.note_later(self.ids.new(), taken.events)
