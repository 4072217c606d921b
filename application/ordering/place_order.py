"""Place an order."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from application.kernel.access import ensure_serves
from application.kernel.answers import Answers, Sent
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.kernel.events import EventType
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.catalogue import Known, ProductJoinedMeanwhile, StockChangedMeanwhile
from application.ordering.counting import counted_for
from application.ordering.floor import TableFound
from application.ordering.ports import OrderNumbers, Orders
from application.ordering.quote_order import QuoteOrder
from application.ordering.take_down import TakeDown
from application.ordering.tell_order import TellOrder
from domain.billing.day import DayClosed
from domain.billing.rules import BillingRules
from domain.kernel.caller import Caller
from domain.kernel.errors import ConflictsAt, Invalid
from domain.kernel.ids import OrderId
from domain.kernel.names import Name, Note
from domain.ordering.line import Wanted
from domain.ordering.numbers import Guests
from domain.ordering.order import Order
from domain.ordering.quote import Quote, QuoteDiffers
from domain.ordering.refusals import NotAsListed


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Take an order: known products by name or id, new ones joining the catalogue at the price of this order."""

    take_down: TakeDown
    quote: QuoteOrder
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
        taken_at: datetime | None = None,
        listed: Known | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order, durable, which is what was quoted, if it was. `listed` is what was looked up, where it was.

        It counts for when it was taken, where that is said. Raises `NotForTheKitchen`, `EmptyOrder`, `TooManyLines`,
        `TableUnknown`, `TableClosed`, what `TakeDown`, `counted_for` and `Quote.ensure_is` raise, `WaiterNotFound`
        (gone by now), and `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        ensure_serves(caller)
        if table:
            table.ensure_open()
        while True:
            if listed is None:
                listed = await self.take_down.look_up(wanted)
            now, order, since = self.clock.now(), OrderId(self.ids.new()), self.days.closed_through
            at, day = counted_for(taken_at, now, self.days)
            try:
                taken = self.take_down(
                    order=order, wanted=wanted, known=listed, caller=caller, at=now, day=day, taken_at=at
                )
            except (Invalid, NotAsListed):
                if quote:
                    quote.ensure_good(caller.id, at)
                    as_listed = [_as_listed(each, listed) for each in wanted]
                    again = partial(self.quote, caller=caller, customer=customer, guests=guests, taken_at=taken_at)
                    await _ensure_same(quote, again, as_listed)
                raise
            placed = Order(
                id=order,
                waiter=caller.id,
                customer=customer,
                placed_at=at,
                business_date=day,
                number=await self.numbers.next(day),
                local_hour=self.days.local_hour(at),
                lines=taken.lines,
                guests=guests,
                note=note,
                table=table and table.id,
                account=self.rules.account_for(guests),
                received_at=None if at == now else now,
            )
            if quote:
                quote.ensure_is(placed)
            changes = [
                *taken.changes,
                self.orders.add(placed),
                self.tell(told=EventType.ORDER_PLACED, order=placed, by=caller.id, at=at),
                self.answers.keep(sent, placed, at=now),
            ]
            try:
                return await self.work.commit(placed, *changes)  # durable when this returns; nothing is told before
            except (ProductJoinedMeanwhile, StockChangedMeanwhile):
                listed = None  # another order was first: what it left is looked up again
            except DayClosed:
                if not await self.days.moved_on(since):
                    raise


async def _ensure_same(
    quote: Quote, again: Callable[..., Awaitable[tuple[Quote, str]]], wanted: Sequence[Wanted]
) -> None:
    """Raise `QuoteDiffers` unless what is wanted would be quoted the same now; or with what of it is gone."""
    try:
        now, _ = await again(wanted=wanted)
    except (Invalid, NotAsListed) as refusal:
        gone = refusal.at if isinstance(refusal, ConflictsAt) else [(refusal.field, str(refusal))]
        raise QuoteDiffers(quote, gone=gone) from None
    quote.ensure_same(now)


def _as_listed(wanted: Wanted, known: Known) -> Wanted:
    """Return what is wanted at the price that the catalogue has for it, if it has to have one."""
    listed = known.get(wanted.key)
    if listed is None or listed.open_price or wanted.price is None:
        return wanted
    return replace(wanted, price=listed.price)
