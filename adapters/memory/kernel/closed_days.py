"""The business days that were closed, in memory."""

from datetime import date

from adapters.memory.kernel.store import MemoryStore
from application.kernel.business_days import ClosedDays
from domain.kernel.ids import RestaurantId


class MemoryClosedDays(ClosedDays):
    """Keeps one restaurant's closed days."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def closed_through(self) -> date | None:
        return self._shelf.closed_through

    async def close_through(self, day: date, *, after: date | None) -> bool:
        if self._shelf.closed_through != after:
            return False
        self._shelf.closed_through = day
        return True
