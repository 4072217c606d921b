"""Events delivered beside the requests: a task for each webhook that something waits for."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import structlog
from dishka import AsyncContainer

from application.events.deliver_events import DeliverEvents
from application.events.webhooks import WebhookQueues
from application.kernel.clock import Clock
from domain.events.webhook import WebhookId
from domain.kernel.errors import Unavailable
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import RestaurantNotFound

LOOKS_EVERY_SECONDS: Final = 0.5
_MOST_AT_ONCE: Final = 200
"""How many tasks a worker has: most of them wait for receivers."""
log: Final = structlog.get_logger()


class Delivering:
    """Delivers to each webhook in a task of its own, so that nobody waits for another's receiver."""

    def __init__(self, app: AsyncContainer, container_of: Callable[[RestaurantId], Awaitable[AsyncContainer]]) -> None:
        """Deliver with the use cases of restaurants' containers."""
        self._app = app
        self._container_of = container_of
        self._tasks: dict[tuple[RestaurantId, WebhookId], asyncio.Task[None]] = {}

    async def look(self) -> None:
        """Begin with those that something waits for and nobody delivers to, or raise `Unavailable`."""
        now = (await self._app.get(Clock)).now()
        for which in await (await self._app.get(WebhookQueues)).due(now=now, most=_MOST_AT_ONCE):
            if which not in self._tasks and len(self._tasks) < _MOST_AT_ONCE:
                self._tasks[which] = asyncio.create_task(self._deliver(*which))

    async def stop(self) -> None:
        """Give up what is under way, which keeps what was delivered, and return when that is done."""
        tasks = [*self._tasks.values()]
        for task in tasks:
            _ = task.cancel()
        _ = await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver(self, restaurant: RestaurantId, webhook: WebhookId) -> None:
        try:
            with suppress(Unavailable, RestaurantNotFound):  # the next look tries again
                await (await (await self._container_of(restaurant)).get(DeliverEvents))(webhook=webhook)
        except Exception:
            log.exception("failed beside the requests", work="DeliverEvents", webhook=str(webhook))
        finally:
            del self._tasks[restaurant, webhook]
