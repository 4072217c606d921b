"""Remove a webhook."""

from collections.abc import Collection
from dataclasses import dataclass

from application.events.webhooks import Webhooks
from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.events.webhook import WebhookChanged, WebhookId
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class RemoveWebhook:
    """Deliver there no more, and forget what was delivered."""

    webhooks: Webhooks
    audit: Audit
    rights: Rights
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, webhook: WebhookId, versions: Collection[int] | None = None) -> None:
        """Remove it. Where `versions` are given, only one of these is removed.

        Raises `OnlyManagersManage`, `Stale`, `WebhookNotFound` and `WebhookChanged`.
        """
        self.rights.ensure_may_change_webhooks(caller)
        async with read_for_change(lambda: self.webhooks.get(webhook), versions, WebhookChanged) as before:
            removed = Event(
                happening=Happening.WEBHOOK_REMOVED,
                at=self.clock.now(),
                actor=caller.id,
                subject=webhook,
                details={"url": str(before.url)},
            )
            await self.work.commit(None, self.webhooks.remove(before), self.audit.note(removed))
