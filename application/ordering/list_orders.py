"""List orders."""

from dataclasses import dataclass

from application.kernel.access import ensure_may_see
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.kernel.pages import PageRequest, Slice, page_of, slice_of
from application.ordering.ports import OrderCounts, OrderFilter, OrderPlace, Orders
from domain.kernel.caller import Caller
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class ListOrders:
    """Look through orders, newest first: one's own, or anybody's for a manager."""

    orders: Orders
    counts: OrderCounts
    days: BusinessDays
    clock: Clock

    async def __call__(
        self, *, caller: Caller, where: OrderFilter, page: PageRequest, after: OrderPlace | None = None
    ) -> Slice[Order, OrderPlace]:
        """Return this page of the orders that match, or raise `OnlyManagersMay` or `NotForTheKitchen`.

        From `after` on, where it is given, as many as a page has, however many come before and arrive meanwhile.
        """
        ensure_may_see(caller, where.waiter)
        where = where.as_of(self.days.business_date(self.clock.now()))
        if after is not None:
            found = await self.orders.after(where=where, place=after, most=page.size + 1)
            return slice_of(found, OrderPlace.of, most=page.size)
        found = await self.orders.page(where=where, page=page)
        # Counted last: what an order that arrives meanwhile pushes off the page is in the count, and so announced.
        return page_of(found, OrderPlace.of, total=await self.counts.count(where), request=page)
