"""Deliver events."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from application.events.holding import HELD_FOR, Holding
from application.events.ports import EventFilter, EventLog
from application.events.webhooks import Receivers, Webhooks
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.events.delivery import DeliveryFailure, Outcome
from domain.events.webhook import WebhookChanged, WebhookId

_AT_ONCE: Final = 100
_LONGEST: Final = timedelta(seconds=5)
"""After which whoever has much waiting is looked at anew: whether it still may be delivered to."""


@dataclass(frozen=True, slots=True)
class DeliverEvents:
    """Hand the events that wait for a webhook over to its receiver, one after the other, in their order."""

    webhooks: Webhooks
    log: EventLog
    receivers: Receivers
    audit: Audit
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, webhook: WebhookId) -> None:
        """Deliver for some seconds, until nothing is left, or until one cannot be delivered.

        Does nothing where others do, or nothing is due. What was delivered and not kept, as this
        was ended, is delivered once more by whoever comes next.
        """
        holder, now = self.ids.new(), self.clock.now()
        found = await self.webhooks.hold(webhook, holder=holder, now=now, until=now + HELD_FOR)
        if found is None:
            return
        held = Holding(
            webhooks=self.webhooks,
            audit=self.audit,
            clock=self.clock,
            ids=self.ids,
            work=self.work,
            holder=holder,
            kept=found,
            kept_at=now,
            now=found,
        )
        try:
            with suppress(WebhookChanged):  # whoever changed it has said how it goes on: the next one does as they say
                try:
                    await self._deliver(held)
                finally:
                    if held.has_moved:
                        await held.keep()
        finally:
            await held.let_go()

    async def _deliver(self, held: Holding) -> None:
        place, ends = -1, self.clock.now() + _LONGEST
        while place < held.now.after:
            place = held.now.after
            read = await self.log.after(place, where=EventFilter(types=held.now.types), most=_AT_ONCE)
            if place < read.oldest - 1:
                held.note(
                    read.oldest - 1,
                    self.clock.now(),
                    Outcome(status=None, failure=DeliveryFailure.PURGED, milliseconds=0),
                )
            for event in read.events:
                await held.keep_now_and_then()
                at = self.clock.now()
                if at >= ends:
                    return
                held.note(event.number, at, await self.receivers.deliver(held.now, event, at=at))
                if held.now.failures:
                    return
            held.move_on(read.last)
            await held.keep_now_and_then()
