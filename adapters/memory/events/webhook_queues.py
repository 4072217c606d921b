"""The webhooks of all restaurants, in memory."""

from collections.abc import Sequence
from datetime import datetime

from adapters.memory.events.webhooks import MemoryWebhooks
from adapters.memory.kernel.store import MemoryStore
from application.events.webhooks import WebhookQueues
from domain.events.webhook import WebhookId
from domain.kernel.ids import RestaurantId


class MemoryWebhookQueues(WebhookQueues):
    """Looks through them."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def due(self, *, now: datetime, most: int) -> Sequence[tuple[RestaurantId, WebhookId]]:
        found = [
            (each.due_at, restaurant, each.id)
            for restaurant, shelf in self._store.shelves.items()
            for each in shelf.webhooks.values()
            if each.is_active
            and self._store.restaurants[restaurant].is_open
            and each.due_at <= now
            and each.after < shelf.events_told
            and not MemoryWebhooks(self._store, restaurant).is_held(each.id, now)
        ]
        return [(restaurant, webhook) for _, restaurant, webhook in sorted(found)[:most]]
