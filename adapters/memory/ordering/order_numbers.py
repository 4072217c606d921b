"""The numbers of orders, in memory."""

from datetime import date

from adapters.memory.kernel.store import MemoryStore
from application.ordering.ports import OrderNumbers
from domain.kernel.ids import RestaurantId


class MemoryOrderNumbers(OrderNumbers):
    """Counts one restaurant's orders, day by day."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def next(self, day: date) -> int:
        last = self._shelf.orders_numbered.get(day)
        if last is None:
            of_day = (order for order in self._shelf.orders.values() if order.business_date == day)
            last = max((order.number or 0 for order in of_day), default=0)
        self._shelf.orders_numbered[day] = last + 1
        return last + 1
