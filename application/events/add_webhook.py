"""Add a webhook."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.events.ports import EventLog
from application.events.reading_on import place_after
from application.events.webhooks import Receivers, Webhooks, WebhookSecrets
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.events.webhook import Webhook, WebhookId, WebhookUrl
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class AddWebhook:
    """Have events delivered."""

    webhooks: Webhooks
    log: EventLog
    receivers: Receivers
    secrets: WebhookSecrets
    answers: Answers
    audit: Audit
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        url: WebhookUrl,
        types: Sequence[str] | None = None,
        after: int | None = None,
        sent: Sent | None = None,
    ) -> Webhook:
        """Return the new webhook, to be delivered what comes after this number, or from now on where it is None.

        Raises `OnlyManagersManage`, `WebhookAddressRefused`, `EventNotYet` and `TooManyWebhooks`. Raises
        `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        self.rights.ensure_may_change_webhooks(caller)
        self.receivers.ensure_may_be_reached(url)
        now = self.clock.now()
        webhook = Webhook(
            id=WebhookId(self.ids.new()),
            url=url,
            types=None if types is None else tuple(sorted({*types})),
            secret=self.secrets.new(),
            after=await place_after(self.log, after),
            due_at=now,
        )
        added = Event(
            happening=Happening.WEBHOOK_ADDED, at=now, actor=caller.id, subject=webhook.id, details={"url": url}
        )
        return await self.work.commit(
            webhook, self.webhooks.add(webhook), self.audit.note(added), self.answers.keep(sent, webhook, at=now)
        )
