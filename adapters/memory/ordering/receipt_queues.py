"""The queues of receipts to number, of all restaurants, in memory."""

from collections.abc import Sequence

from adapters.memory.kernel.store import MemoryStore
from application.ordering.receipts import ReceiptQueues
from domain.kernel.ids import RestaurantId


class MemoryReceiptQueues(ReceiptQueues):
    """Looks at what waits on each restaurant's shelf."""

    def __init__(self, store: MemoryStore) -> None:
        self._shelves = store.shelves

    async def restaurants(self) -> Sequence[RestaurantId]:
        return [restaurant for restaurant, shelf in self._shelves.items() if shelf.receipts_to_number]
