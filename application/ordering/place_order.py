"""Place an order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.access import Rights, ensure_serves
from application.kernel.answers import Answers, Sent
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.oddities import oddities
from application.ordering.ports import BusinessDays, Catalogue, Listed, NewProduct, Orders, ProductJoinedMeanwhile
from domain.kernel.caller import Caller
from domain.kernel.ids import LineId, OrderId, ProductId, WaiterId
from domain.kernel.names import Name
from domain.ordering.line import Line, Wanted
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Take an order: known products by name, new ones joining the catalogue at the price of this order."""

    catalogue: Catalogue
    orders: Orders
    answers: Answers
    days: BusinessDays
    audit: Audit
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        customer: Name,
        wanted: Sequence[Wanted],
        listed: Mapping[str, Listed] | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order, durable. `listed` is what the catalogue has under the names wanted, where that is known.

        Raises `NotForTheKitchen`, `EmptyOrder`, `TooManyLines`, `WaiterNotFound` (gone by now), and
        `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        ensure_serves(caller)
        while True:
            if listed is None:
                listed = await self.catalogue.named({each.name for each in wanted})
            try:
                return await self._place(caller.id, customer, wanted, listed, sent)
            except ProductJoinedMeanwhile:
                listed = None  # another order brought the same product first: it is in the catalogue by now

    async def _place(
        self, waiter: WaiterId, customer: Name, wanted: Sequence[Wanted], known: Mapping[str, Listed], sent: Sent | None
    ) -> Order:
        now = self.clock.now()
        new = self._new(wanted, known, now)
        products = {name: listed.id for name, listed in known.items()} | {each.name: each.id for each in new}
        order = Order(
            id=OrderId(self.ids.new()),
            waiter=waiter,
            customer=customer,
            placed_at=now,
            business_date=self.days.business_date(now),
            local_hour=self.days.local_hour(now),
            lines=tuple(self._line(each, products) for each in wanted),
        )
        changes = [*map(self.catalogue.join, new), self.orders.add(order), self.answers.keep(sent, order, at=now)]
        if self.rights.orders_are_watched:
            odd = oddities(order, {each.id: each.price for each in known.values()})
            changes += [self.audit.note_later(order.id, odd)] if odd else []
        return await self.work.commit(order, *changes)  # durable when this returns; nothing is acknowledged before

    def _new(self, wanted: Sequence[Wanted], known: Collection[str], now: datetime) -> Sequence[NewProduct]:
        first = {each.name: each for each in reversed(wanted)}
        return [
            NewProduct(id=ProductId(self.ids.new()), name=name, price=each.price, added_at=now)
            for name, each in first.items()
            if name not in known
        ]

    def _line(self, wanted: Wanted, products: Mapping[str, ProductId]) -> Line:
        return Line(
            id=LineId(self.ids.new()),
            product=products[wanted.name],
            product_name=wanted.name,
            quantity=wanted.quantity,
            unit_price=wanted.price,
        )
