"""List the webhooks."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.events.webhooks import Webhooks
from application.kernel.access import Rights
from domain.events.webhook import Webhook
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class ListWebhooks:
    """Where events are delivered to."""

    webhooks: Webhooks
    rights: Rights

    async def __call__(self, *, caller: Caller) -> Sequence[Webhook]:
        """Return all of them, those added first before others. Raises `OnlyManagersManage`."""
        self.rights.ensure_may_change_webhooks(caller)
        return await self.webhooks.all()
