"""Show an order's receipt."""

from dataclasses import dataclass

from application.ordering.floor import Floor
from application.ordering.receipt import Receipt
from application.ordering.show_order import ShowOrder
from application.ordering.staff import Staff
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId


@dataclass(frozen=True, slots=True)
class ShowReceipt:
    """Look up what is on an order's receipt."""

    show: ShowOrder
    staff: Staff
    floor: Floor

    async def __call__(self, *, caller: Caller, order: OrderId) -> Receipt:
        """Return the receipt. Raises what `ShowOrder` raises."""
        found = await self.show(caller=caller, order=order)
        return Receipt(
            order=found, waiter=await self.staff.name_of(found.waiter), table=await self.floor.name_of(found.table)
        )
