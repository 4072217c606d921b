"""Replay events to a webhook."""

from dataclasses import dataclass

from application.events.ports import EventLog
from application.events.reading_on import place_after
from application.events.webhooks import Webhooks
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from domain.events.webhook import Webhook, WebhookId
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class ReplayWebhook:
    """Deliver from another place of the log on: once more what was lost, or not what is wanted no more."""

    webhooks: Webhooks
    log: EventLog
    answers: Answers
    rights: Rights
    clock: Clock
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        webhook: WebhookId,
        after: int,
        sent: Sent | None = None,
    ) -> Webhook:
        """Return the webhook that follows: at this place, or at the first event there is where it was purged.

        Raises `OnlyManagersManage`, `WebhookNotFound`, `EventNotYet` and `WebhookChanged`. Raises
        `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        self.rights.ensure_may_change_webhooks(caller)
        place = await place_after(self.log, after)
        now = self.clock.now()
        follows = (await self.webhooks.get(webhook)).replayed(now, place)
        kept = self.answers.keep(sent, follows, at=now)
        return await self.work.commit(follows, self.webhooks.replay(follows), kept)
