"""Show an order's receipt."""

from dataclasses import dataclass

from application.ordering.floor import Floor
from application.ordering.number_receipts import NumberReceipts
from application.ordering.receipt import Receipt
from application.ordering.receipts import Receipts
from application.ordering.show_order import ShowOrder
from application.ordering.staff import Staff
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.chart import OrderStatus
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class ShowReceipt:
    """Look up what is on an order's receipt, and number it where it is closed and waits for that."""

    show: ShowOrder
    staff: Staff
    floor: Floor
    receipts: Receipts
    number_all: NumberReceipts

    async def __call__(self, *, caller: Caller, order: OrderId) -> Receipt:
        """Return the receipt. Raises what `ShowOrder` raises."""
        found = await self.show(caller=caller, order=order)
        waiter, table = await self.staff.name_of(found.waiter), await self.floor.name_of(found.table)
        number = None if found.status is OrderStatus.OPEN else await self._number(found)
        return Receipt(order=found, waiter=waiter, table=table, number=number)

    async def _number(self, order: Order) -> int | None:
        number = await self.receipts.number_of(order.id)
        if number is None and order.status is OrderStatus.CLOSED:
            _ = await self.number_all()  # those closed before it come before it
            number = await self.receipts.give(order.id)
        return number
