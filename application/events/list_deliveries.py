"""List deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.events.webhooks import Webhooks
from application.kernel.access import Rights
from domain.events.delivery import Delivery
from domain.events.webhook import WebhookId
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class ListDeliveries:
    """What came of the last deliveries to a webhook."""

    webhooks: Webhooks
    rights: Rights

    async def __call__(self, *, caller: Caller, webhook: WebhookId) -> Sequence[Delivery]:
        """Return those that are kept, newest first. Raises `OnlyManagersManage` and `WebhookNotFound`."""
        self.rights.ensure_may_change_webhooks(caller)
        _ = await self.webhooks.get(webhook)
        return await self.webhooks.deliveries(webhook)
