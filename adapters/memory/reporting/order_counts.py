"""How many orders there are, in memory."""

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.ordering.orders import matches
from application.ordering.ports import OrderCounts, OrderFilter
from domain.kernel.ids import RestaurantId


class MemoryOrderCounts(OrderCounts):
    """Counts one restaurant's orders, one by one."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def count(self, where: OrderFilter) -> int:
        return sum(matches(order, where) for order in self._shelf.orders.values())
