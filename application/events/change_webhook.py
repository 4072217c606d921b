"""Change a webhook."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from application.events.webhooks import Receivers, Webhooks
from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.events.webhook import Webhook, WebhookChanged, WebhookId, WebhookUrl
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.unchanged import UNCHANGED, Unchanged


@dataclass(frozen=True, slots=True)
class ChangeWebhook:
    """Deliver elsewhere, or other events, or none; or again what was given up."""

    webhooks: Webhooks
    receivers: Receivers
    audit: Audit
    rights: Rights
    clock: Clock
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        webhook: WebhookId,
        versions: Collection[int] | None = None,
        url: WebhookUrl | None = None,
        types: Sequence[str] | Unchanged | None = UNCHANGED,
        is_active: bool | None = None,
    ) -> Webhook:
        """Return the webhook that follows. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `Stale`, `WebhookNotFound`, `WebhookAddressRefused` and `WebhookChanged`.
        """
        self.rights.ensure_may_change_webhooks(caller)
        if url is not None:
            self.receivers.ensure_may_be_reached(url)
        async with read_for_change(lambda: self.webhooks.get(webhook), versions, WebhookChanged) as before:
            now = self.clock.now()
            after = before.changed(now, url=url, types=types, is_active=is_active)
            if after is before:
                await self.work.confirm()
                return after
            details = {"url": str(after.url), "active": str(after.is_active).lower()}
            changed = Event(
                happening=Happening.WEBHOOK_CHANGED, at=now, actor=caller.id, subject=webhook, details=details
            )
            return await self.work.commit(after, self.webhooks.change(after), self.audit.note(changed))
