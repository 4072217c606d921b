"""The webhooks, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, drop, put
from application.events.webhooks import Webhooks
from application.kernel.unit_of_work import Change
from domain.events.delivery import DELIVERIES_KEPT, Delivery
from domain.events.webhook import (
    MOST_WEBHOOKS,
    TooManyWebhooks,
    Webhook,
    WebhookChanged,
    WebhookId,
    WebhookNotFound,
)
from domain.kernel.ids import RestaurantId


class MemoryWebhooks(Webhooks):
    """Keeps one restaurant's webhooks in a dict, and who holds them in another."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._webhooks = store.shelves[restaurant].webhooks
        self._holders = store.shelves[restaurant].webhook_holders
        self._deliveries = store.shelves[restaurant].deliveries

    async def get(self, webhook: WebhookId) -> Webhook:
        try:
            return self._webhooks[webhook]
        except KeyError:
            raise WebhookNotFound from None

    async def all(self) -> Sequence[Webhook]:
        return sorted(self._webhooks.values(), key=lambda each: each.id)

    def add(self, webhook: Webhook) -> Change:
        def step() -> Undo:
            if len(self._webhooks) >= MOST_WEBHOOKS:
                raise TooManyWebhooks
            return put(self._webhooks, webhook.id, webhook)

        return Step(step)

    def change(self, webhook: Webhook) -> Change:
        def step() -> Undo:
            there = self._there(webhook.id, webhook.version - 1)
            return put(self._webhooks, webhook.id, replace(webhook, after=there.after))

        return Step(step)

    def replay(self, webhook: Webhook) -> Change:
        def step() -> Undo:
            _ = self._there(webhook.id, webhook.version - 1)
            return put(self._webhooks, webhook.id, webhook)

        return Step(step)

    def remove(self, webhook: Webhook) -> Change:
        def step() -> Undo:
            _ = self._there(webhook.id, webhook.version)
            undos = [drop(self._webhooks, webhook.id)]
            if webhook.id in self._holders:
                undos.append(drop(self._holders, webhook.id))
            if webhook.id in self._deliveries:
                undos.append(drop(self._deliveries, webhook.id))
            return both(*undos)

        return Step(step)

    async def hold(self, webhook: WebhookId, *, holder: UUID, now: datetime, until: datetime) -> Webhook | None:
        found = self._webhooks.get(webhook)
        if found is None or not found.is_active or found.due_at > now or self.is_held(webhook, now):
            return None
        self._holders[webhook] = (holder, until)
        return found

    def move_on(
        self, before: Webhook, after: Webhook, deliveries: Sequence[Delivery], *, holder: UUID, until: datetime
    ) -> Change:
        def step() -> Undo:
            _ = self._there(before.id, before.version)
            if self._holders.get(before.id, (None, None))[0] != holder:
                raise WebhookChanged
            kept = [*self._deliveries.get(before.id, []), *deliveries][-DELIVERIES_KEPT:]
            return both(
                put(self._webhooks, before.id, after),
                put(self._holders, before.id, (holder, until)),
                put(self._deliveries, before.id, kept),
            )

        return Step(step)

    async def let_go(self, webhook: WebhookId, *, holder: UUID) -> None:
        if self._holders.get(webhook, (None, None))[0] == holder:
            del self._holders[webhook]

    async def deliveries(self, webhook: WebhookId) -> Sequence[Delivery]:
        return self._deliveries.get(webhook, [])[::-1]

    def is_held(self, webhook: WebhookId, now: datetime) -> bool:
        """Tell whether somebody holds it at this moment."""
        return webhook in self._holders and self._holders[webhook][1] > now

    def _there(self, webhook: WebhookId, version: int) -> Webhook:
        there = self._webhooks.get(webhook)
        if there is None or there.version != version:
            raise WebhookChanged
        return there
