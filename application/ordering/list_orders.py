"""List orders."""

from dataclasses import dataclass

from application.kernel.access import ensure_may_see
from application.kernel.pages import Page, PageRequest
from application.ordering.ports import OrderCounts, OrderFilter, Orders
from domain.kernel.caller import Caller
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class ListOrders:
    """Look through orders page by page: one's own, or anybody's for a manager."""

    orders: Orders
    counts: OrderCounts

    async def __call__(self, *, caller: Caller, wanted: OrderFilter, page: PageRequest) -> Page[Order]:
        """Return the orders wanted, newest first, or raise `OnlyManagersMay`."""
        ensure_may_see(caller, wanted.waiter)
        found = await self.orders.page(wanted=wanted, page=page)
        # Counted last: what an order that arrives meanwhile pushes off the page is in the count, and so announced.
        return Page(found, await self.counts.count(wanted), page)
