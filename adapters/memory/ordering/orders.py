"""The orders, in memory."""

from collections.abc import Sequence
from datetime import datetime

from adapters.memory.kernel.folding import searched
from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, put
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from application.ordering.ports import OrderFilter, OrderPlace, Orders
from domain.catalogue.product import ProductNotFound
from domain.kernel.ids import OrderId, RestaurantId
from domain.ordering.order import Order, OrderNotFound
from domain.people.waiter import WaiterNotFound


class MemoryOrders(Orders):
    """Keeps one restaurant's orders in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def get(self, order_id: OrderId) -> Order:
        try:
            return self._shelf.orders[order_id]
        except KeyError:
            raise OrderNotFound from None

    async def page(self, *, wanted: OrderFilter, page: PageRequest) -> Sequence[Order]:
        return page_of(self._newest_first(wanted), page)

    async def after(self, *, wanted: OrderFilter, place: OrderPlace, most: int) -> Sequence[Order]:
        return [order for order in self._newest_first(wanted) if OrderPlace.of(order) < place][:most]

    async def since(
        self, *, wanted: OrderFilter, moment: datetime, place: OrderPlace | None, most: int
    ) -> Sequence[Order]:
        return [
            order
            for order in reversed(self._newest_first(wanted))
            if order.placed_at > moment and (place is None or OrderPlace.of(order) > place)
        ][:most]

    def add(self, order: Order) -> Change:
        def step() -> Undo:
            if order.waiter not in self._shelf.waiters:
                raise WaiterNotFound
            if any(line.product not in self._shelf.products for line in order.lines):
                raise ProductNotFound
            return put(self._shelf.orders, order.id, order)

        return Step(step)

    def _newest_first(self, wanted: OrderFilter) -> list[Order]:
        found = [order for order in self._shelf.orders.values() if is_wanted(order, wanted)]
        return sorted(found, key=OrderPlace.of, reverse=True)


def is_wanted(order: Order, wanted: OrderFilter) -> bool:
    """Tell whether the order is one of those wanted."""
    return (
        wanted.waiter in {None, order.waiter}
        and searched(wanted.customer_part) in searched(order.customer)
        and order.business_date in wanted.period
    )
