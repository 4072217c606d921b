"""Follow what is ordered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from application.kernel.access import ensure_may_see
from application.kernel.clock import Clock
from application.kernel.pages import stretch_of
from application.ordering.ports import Followed, OrderFilter, OrderPlace, Orders
from domain.kernel.caller import Caller
from domain.ordering.order import Order

_KEPT_WITHIN: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class FollowOrders:
    """Go through orders placed after a moment, oldest first, and later on through those that came since."""

    orders: Orders
    clock: Clock

    async def __call__(
        self, *, caller: Caller, wanted: OrderFilter, moment: datetime, so_far: Followed, most: int
    ) -> tuple[Sequence[Order], Followed]:
        """Return up to `most` orders, and where to go on, or raise `OnlyManagersMay`.

        An order may be kept a little later than one placed after it. So that none is missed, those of the last ten
        seconds come again.
        """
        ensure_may_see(caller, wanted.waiter)
        found = await self.orders.since(wanted=wanted, moment=moment, place=so_far.walked, most=most + 1)
        stretch, settled = stretch_of(found, most), so_far.settled
        for order in stretch.items:
            if order.placed_at <= self.clock.now() - _KEPT_WITHIN:
                settled = OrderPlace.of(order)
        walked = OrderPlace.of(stretch.items[-1]) if stretch.more else settled
        return stretch.items, replace(so_far, walked=walked, settled=settled)
