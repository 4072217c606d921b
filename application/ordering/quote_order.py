"""Quote an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.access import ensure_serves
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.ordering.counting import counted_for
from application.ordering.quotes import Quotes
from application.ordering.take_down import TakeDown
from domain.billing.rules import BillingRules
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.kernel.names import Name
from domain.ordering.line import Wanted
from domain.ordering.numbers import Guests
from domain.ordering.order import Order
from domain.ordering.quote import Quote


@dataclass(frozen=True, slots=True)
class QuoteOrder:
    """Say what an order would come to if it were placed now. Nothing is kept."""

    take_down: TakeDown
    quotes: Quotes
    days: BusinessDays
    rules: BillingRules
    clock: Clock
    ids: Ids

    async def __call__(
        self,
        *,
        caller: Caller,
        customer: Name,
        wanted: Sequence[Wanted],
        guests: Guests | None = None,
        taken_at: datetime | None = None,
    ) -> tuple[Quote, str]:
        """Return the quote, and its text, by which the order can be placed as it was quoted.

        Raises `NotForTheKitchen`, `EmptyOrder`, `TooManyLines`, and what `TakeDown` and `counted_for` raise.
        """
        ensure_serves(caller)
        known = await self.take_down.look_up(wanted)
        now, order = self.clock.now(), OrderId(self.ids.new())
        at, day = counted_for(taken_at, now, self.days)
        quote = Quote.of(
            Order(
                id=order,
                waiter=caller.id,
                customer=customer,
                placed_at=at,
                business_date=day,
                local_hour=self.days.local_hour(at),
                lines=self.take_down(order=order, wanted=wanted, known=known, caller=caller, at=now, day=day).lines,
                guests=guests,
                account=self.rules.account_for(guests),
                received_at=None if at == now else now,
            )
        )
        return quote, self.quotes.written(quote)
