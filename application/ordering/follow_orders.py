"""Follow what is ordered."""

from dataclasses import dataclass
from datetime import datetime

from application.kernel.access import ensure_may_see
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.kernel.pages import Slice, slice_of
from application.ordering.ports import Followed, OrderFilter, OrderPlace, Orders
from domain.kernel.caller import Caller
from domain.ordering.arrival import KEPT_WITHIN
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class FollowOrders:
    """Go through orders that came in after a moment, oldest first, and later on through those that came since.

    Business days are what the restaurant's settings made of a moment: after a change, a later order may count for an
    earlier day, and so does one that comes in late. So where each walk begins is told by the order that was settled
    last, not by its day.
    """

    orders: Orders
    days: BusinessDays
    clock: Clock

    async def __call__(
        self, *, caller: Caller, where: OrderFilter, moment: datetime, so_far: Followed | None, most: int
    ) -> Slice[Order, Followed]:
        """Return up to `most` orders, and always how far they were followed.

        An order may be kept a little later than one that came in after it. So that none is missed, those of the last
        ten seconds come again. Raises `OnlyManagersMay` and `NotForTheKitchen`.
        """
        ensure_may_see(caller, where.waiter)
        so_far, now = so_far or Followed(), self.clock.now()
        where = where.as_of(self.days.business_date(now))
        until, settled, reached = so_far.until or now, so_far.settled, so_far.reached or so_far.settled
        found = await self.orders.since(
            where=where, moment=moment, until=until, settled=settled, place=so_far.walked, most=most + 1
        )
        following = slice_of(found, OrderPlace.of, most=most)
        for order in following.items:
            if order.came_at <= until - KEPT_WITHIN and (reached is None or order.id > reached.id):
                reached = OrderPlace.of(order)
        if following.last is None:
            return Slice(following.items, Followed(settled=reached))
        return Slice(following.items, Followed(following.last, settled, reached, until))
