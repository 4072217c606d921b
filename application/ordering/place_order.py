"""Place an order."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.access import ensure_serves
from application.kernel.answers import Answers, Sent
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.kernel.events import EventType
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.catalogue import Known, ProductJoinedMeanwhile, StockChangedMeanwhile
from application.ordering.floor import TableFound
from application.ordering.ports import OrderNumbers, Orders
from application.ordering.take_down import TakeDown
from application.ordering.tell_order import TellOrder
from domain.billing.day import DayClosed
from domain.billing.rules import BillingRules
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.kernel.names import Name, Note
from domain.ordering.line import Wanted
from domain.ordering.numbers import Guests
from domain.ordering.order import Order
from domain.ordering.quote import Quote


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Take an order: known products by name or id, new ones joining the catalogue at the price of this order."""

    take_down: TakeDown
    orders: Orders
    tell: TellOrder
    answers: Answers
    days: BusinessDays
    numbers: OrderNumbers
    rules: BillingRules
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(  # noqa: PLR0913 - what an order is made of
        self,
        *,
        caller: Caller,
        customer: Name,
        wanted: Sequence[Wanted],
        guests: Guests | None = None,
        note: Note | None = None,
        table: TableFound | None = None,
        quote: Quote | None = None,
        listed: Known | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order, durable, which is what was quoted, if it was. `listed` is what was looked up, where it was.

        Raises `NotForTheKitchen`, `EmptyOrder`, `TooManyLines`, `TableUnknown`, `TableClosed`, what `TakeDown` and
        `Quote.ensure_is` raise, `WaiterNotFound` (gone by now), and `AnsweredMeanwhile` when what was `sent` was sent
        twice at once.
        """
        ensure_serves(caller)
        if table:
            table.ensure_open()
        while True:
            if listed is None:
                listed = await self.take_down.look_up(wanted)
            now, order, since = self.clock.now(), OrderId(self.ids.new()), self.days.closed_through
            day = self.days.business_date(now)
            taken = self.take_down(order=order, wanted=wanted, known=listed, caller=caller, at=now, day=day)
            placed = Order(
                id=order,
                waiter=caller.id,
                customer=customer,
                placed_at=now,
                business_date=day,
                number=await self.numbers.next(day),
                local_hour=self.days.local_hour(now),
                lines=taken.lines,
                guests=guests,
                note=note,
                table=table and table.id,
                account=self.rules.account_for(guests),
            )
            if quote:
                quote.ensure_is(placed)
            changes = [
                *taken.changes,
                self.orders.add(placed),
                self.tell(told=EventType.ORDER_PLACED, order=placed, by=caller.id, at=now),
                self.answers.keep(sent, placed, at=now),
            ]
            try:
                return await self.work.commit(placed, *changes)  # durable when this returns; nothing is told before
            except (ProductJoinedMeanwhile, StockChangedMeanwhile):
                listed = None  # another order was first: what it left is looked up again
            except DayClosed:
                if not await self.days.moved_on(since):
                    raise
