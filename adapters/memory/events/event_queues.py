"""The queues of all restaurants, in memory."""

import asyncio
from collections.abc import Sequence

from application.events.ports import EventQueues
from domain.kernel.ids import RestaurantId


class MemoryEventQueues(EventQueues):
    """Are always empty: what is told is numbered at once."""

    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return none."""
        return ()

    async def filled(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
