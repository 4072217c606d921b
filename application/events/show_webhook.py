"""Show a webhook."""

from dataclasses import dataclass

from application.events.webhooks import Webhooks
from application.kernel.access import Rights
from domain.events.webhook import Webhook, WebhookId
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class ShowWebhook:
    """Look a webhook up."""

    webhooks: Webhooks
    rights: Rights

    async def __call__(self, *, caller: Caller, webhook: WebhookId) -> Webhook:
        """Return the webhook. Raises `OnlyManagersManage` and `WebhookNotFound`."""
        self.rights.ensure_may_change_webhooks(caller)
        return await self.webhooks.get(webhook)
