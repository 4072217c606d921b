"""The queues of all restaurants, in memory."""

import asyncio
from collections.abc import Collection, Mapping, Sequence

from adapters.memory.kernel.store import MemoryStore
from application.events.ports import EventQueues
from domain.kernel.ids import RestaurantId


class MemoryEventQueues(EventQueues):
    """Are always empty: what is told is numbered at once."""

    def __init__(self, store: MemoryStore) -> None:
        self._shelves = store.shelves

    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return none."""
        return ()

    async def readable(self, restaurants: Collection[RestaurantId]) -> Mapping[RestaurantId, int]:
        told = {each: self._shelves[each].events_told for each in restaurants if each in self._shelves}
        return {restaurant: number for restaurant, number in told.items() if number}

    async def filled(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
