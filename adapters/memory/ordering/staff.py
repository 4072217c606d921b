"""Who serves, as far as orders need to know, in memory."""

from adapters.memory.kernel.store import MemoryStore
from application.ordering.staff import Staff
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.names import Name


class MemoryStaff(Staff):
    """Looks one restaurant's waiters up by id."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._waiters = store.shelves[restaurant].waiters

    async def serves(self, waiter: WaiterId) -> bool:
        found = self._waiters.get(waiter)
        return found is not None and found.serves

    async def name_of(self, waiter: WaiterId) -> Name | None:
        found = self._waiters.get(waiter)
        return found and found.name
