"""Show an order."""

from dataclasses import dataclass

from application.kernel.access import ensure_serves, may_see
from application.ordering.ports import Orders
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.order import Order, OrderNotFound


@dataclass(frozen=True, slots=True)
class ShowOrder:
    """Look an order up: one's own, or any for a manager."""

    orders: Orders

    async def __call__(self, *, caller: Caller, order: OrderId) -> Order:
        """Return the order, or raise `OrderNotFound`, also for one a waiter may not see. Raises `NotForTheKitchen`."""
        ensure_serves(caller)
        found = await self.orders.get(order)
        if not may_see(caller, found.waiter):
            raise OrderNotFound
        return found
