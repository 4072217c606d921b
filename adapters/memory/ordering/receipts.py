"""Receipts' numbers, in memory."""

from adapters.memory.kernel.store import MemoryStore
from application.ordering.receipts import Receipts
from domain.kernel.ids import OrderId, RestaurantId
from domain.ordering.order import OrderNotFound


class MemoryReceipts(Receipts):
    """Keeps one restaurant's numbers in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def number_of(self, order: OrderId) -> int | None:
        return self._shelf.receipts.get(order)

    async def number(self, *, most: int) -> int:
        waiting = self._shelf.receipts_to_number
        first = sorted(waiting, key=lambda each: (waiting[each], each))[:most]
        for each in first:
            del waiting[each]
            self._give(each)
        return len(first)

    async def give(self, order: OrderId) -> int:
        if order not in self._shelf.orders:
            raise OrderNotFound
        if order not in self._shelf.receipts:
            _ = self._shelf.receipts_to_number.pop(order, None)
            self._give(order)
        return self._shelf.receipts[order]

    def _give(self, order: OrderId) -> None:
        self._shelf.receipts[order] = len(self._shelf.receipts) + 1
