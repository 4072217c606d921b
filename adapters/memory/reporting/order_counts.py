"""How many orders there are, in memory."""

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.ordering.orders import is_wanted
from application.ordering.ports import OrderCounts, OrderFilter
from domain.kernel.ids import RestaurantId


class MemoryOrderCounts(OrderCounts):
    """Counts one restaurant's orders, one by one."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def count(self, wanted: OrderFilter) -> int:
        return sum(is_wanted(order, wanted) for order in self._shelf.orders.values())
