"""The orders, in memory."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from adapters.memory.kernel.folding import searched
from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, put
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from application.ordering.ports import OrderFilter, OrderPlace, Orders
from domain.billing.day import DayClosed
from domain.catalogue.product import ProductNotFound
from domain.kernel.ids import OrderId, RestaurantId
from domain.ordering.billed import entries
from domain.ordering.days import days_changed
from domain.ordering.line import Void
from domain.ordering.order import Order, OrderNotFound
from domain.ordering.refusals import OrderChanged, TableUnknown
from domain.people.waiter import WaiterNotFound


class MemoryOrders(Orders):
    """Keeps one restaurant's orders in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def get(self, order_id: OrderId) -> Order:
        try:
            return self._shelf.orders[order_id]
        except KeyError:
            raise OrderNotFound from None

    async def page(self, *, where: OrderFilter, page: PageRequest) -> Sequence[Order]:
        return page_of(self._newest_first(where), page)

    async def after(self, *, where: OrderFilter, place: OrderPlace, most: int) -> Sequence[Order]:
        return [order for order in self._newest_first(where) if OrderPlace.of(order) < place][:most]

    async def since(
        self,
        *,
        where: OrderFilter,
        moment: datetime,
        until: datetime,
        settled: OrderPlace | None,
        place: OrderPlace | None,
        most: int,
    ) -> Sequence[Order]:
        return [
            order
            for order in reversed(self._newest_first(where))
            if moment < order.came_at <= until
            and (settled is None or order.id > settled.id)
            and (place is None or OrderPlace.of(order) > place)
        ][:most]

    def add(self, order: Order) -> Change:
        def step() -> Undo:
            if order.waiter not in self._shelf.waiters:
                raise WaiterNotFound
            self._ensure_table(order)
            self._ensure_open(days_changed(None, order))
            if any(line.product not in self._shelf.products for line in order.lines):
                raise ProductNotFound
            return both(put(self._shelf.orders, order.id, order), self._bill(None, order))

        return Step(step)

    def change(self, before: Order, after: Order, *voids: Void) -> Change:
        def step() -> Undo:
            if self._shelf.orders[before.id].version != before.version:
                raise OrderChanged
            self._ensure_table(after)
            self._ensure_open(days_changed(before, after))
            if any(line.product not in self._shelf.products for line in after.lines):
                raise ProductNotFound
            taken_back = [*self._shelf.voids.get(after.id, ()), *voids]
            return both(
                put(self._shelf.orders, after.id, after),
                put(self._shelf.voids, after.id, taken_back),
                self._bill(before, after),
                self._receipt(before, after),
            )

        return Step(step)

    async def voids(self, order_id: OrderId) -> Sequence[Void]:
        return self._shelf.voids.get(order_id, [])

    def _bill(self, before: Order | None, after: Order) -> Undo:
        written = [*self._shelf.bill_entries.get(after.id, ()), *entries(before, after)]
        return put(self._shelf.bill_entries, after.id, written)

    def _receipt(self, before: Order, after: Order) -> Undo:
        waiting, known = self._shelf.receipts_to_number, {*self._shelf.receipts, *self._shelf.receipts_to_number}
        if after.closed_at is None or before.closed_at is not None or after.id in known:
            return both()
        return put(waiting, after.id, after.closed_at)

    def _ensure_table(self, order: Order) -> None:
        if order.table is not None and order.table not in self._shelf.tables:
            raise TableUnknown

    def _ensure_open(self, days: Collection[date]) -> None:
        closed = self._shelf.closed_through
        if closed is not None and any(day <= closed for day in days):
            raise DayClosed

    def _newest_first(self, where: OrderFilter) -> list[Order]:
        found = [order for order in self._shelf.orders.values() if matches(order, where)]
        return sorted(found, key=OrderPlace.of, reverse=True)


def matches(order: Order, where: OrderFilter) -> bool:
    """Tell whether this filter lets the order through."""
    return (
        where.waiter in {None, order.waiter}
        and searched(where.customer_part) in searched(order.customer)
        and order.business_date in where.period
        and where.table in {None, order.table}
        and where.status in {None, order.status}
        and where.number in {None, order.number}
        and (where.kitchen is None or any(line.status is where.kitchen for line in order.here))
    )
