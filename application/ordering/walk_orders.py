"""Walk through orders."""

from dataclasses import dataclass

from application.kernel.access import ensure_may_see
from application.kernel.pages import Stretch, stretch_of
from application.ordering.ports import OrderFilter, OrderPlace, Orders
from domain.kernel.caller import Caller
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class WalkOrders:
    """Go on through orders from one of them, however many come before it and arrive meanwhile."""

    orders: Orders

    async def __call__(self, *, caller: Caller, wanted: OrderFilter, place: OrderPlace, most: int) -> Stretch[Order]:
        """Return up to `most` orders wanted, newest first, that follow `place`, or raise `OnlyManagersMay`."""
        ensure_may_see(caller, wanted.waiter)
        return stretch_of(await self.orders.after(wanted=wanted, place=place, most=most + 1), most)
