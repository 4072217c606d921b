"""A webhook while it is held: it moves on by what comes of deliveries, and is kept as it is now and then."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from application.events.webhooks import Webhooks
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.events.delivery import Delivery, DeliveryFailure, DeliveryId, Outcome
from domain.events.webhook import Webhook
from domain.kernel.audit import Event, Happening

HELD_FOR: Final = timedelta(seconds=15)
"""For how long others wait for a holder that was killed: longer than a delivery takes, and what is around it."""
_KEPT_AFTER: Final = timedelta(seconds=0.25)
"""How old what is kept may be before the next delivery: what was delivered since comes twice after a kill."""


@dataclass(slots=True, kw_only=True)
class Holding:
    """A webhook as it was `kept`, at that moment, and as it is `now`; and the ports that it is kept by."""

    webhooks: Webhooks
    audit: Audit
    clock: Clock
    ids: Ids
    work: UnitOfWork
    holder: UUID
    kept: Webhook
    kept_at: datetime
    now: Webhook
    _deliveries: list[Delivery] = field(default_factory=list[Delivery])

    def note(self, number: int, at: datetime, outcome: Outcome) -> None:
        """Take in what came of a try to deliver the event of this number."""
        self._deliveries.append(Delivery(id=DeliveryId(self.ids.new()), number=number, at=at, outcome=outcome))
        if outcome.is_received or outcome.failure is DeliveryFailure.PURGED:
            self.now = self.now.moved_on(number)
        else:
            self.now = self.now.failed(self.clock.now(), for_good=outcome.is_for_good)

    def move_on(self, number: int) -> None:
        """Take in that there is nothing that is wanted up to this number."""
        if number > self.now.after:
            self.now = self.now.moved_on(number)

    @property
    def has_moved(self) -> bool:
        """Whether there is something to keep."""
        return bool(self._deliveries) or self.now != self.kept

    async def keep_now_and_then(self) -> None:
        """Keep it, and hold it on, unless that was done just now. Raises `WebhookChanged`."""
        if self.clock.now() - self.kept_at >= _KEPT_AFTER:
            await self.keep()

    async def keep(self) -> None:
        """Keep it as it is now, and hold it on. Raises `WebhookChanged`."""
        at = self.clock.now()
        moving = self.webhooks.move_on(self.kept, self.now, self._deliveries, holder=self.holder, until=at + HELD_FOR)
        given_up = Event(
            happening=Happening.WEBHOOK_GIVEN_UP, at=at, subject=self.now.id, details={"url": str(self.now.url)}
        )
        changes = [moving] if self.now.is_active else [moving, self.audit.note(given_up)]
        await self.work.commit(None, *changes)
        self.kept, self.kept_at, self._deliveries = self.now, at, []

    async def let_go(self) -> None:
        """Let others have it."""
        await self.webhooks.let_go(self.now.id, holder=self.holder)
