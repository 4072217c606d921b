"""What the kitchen has to make, in memory."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from adapters.memory.kernel.store import MemoryStore
from application.ordering.board import Board
from domain.kernel.ids import ProductId, RestaurantId, StationId
from domain.ordering.order import Order
from domain.ordering.ticket import (
    MOST_LINES_SHOWN,
    AllDay,
    Ticket,
    TicketKey,
    TicketStatus,
    is_on_board,
    tickets_of,
)


class MemoryBoard(Board):
    """Looks at every line of one restaurant."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def tickets(
        self, *, station: StationId | None, status: TicketStatus | None, now: datetime
    ) -> Sequence[Ticket]:
        parts = sorted(self._parts(station, status, now), key=lambda part: (part.since, part.order))
        return tickets_of(parts[:MOST_LINES_SHOWN])

    async def all_day(self, *, station: StationId | None, now: datetime) -> Sequence[AllDay]:
        quantities = Counter[ProductId]()
        for part in self._parts(station, None, now):
            for line in part.lines:
                quantities[line.product] += line.standing
        found = [AllDay(id_, self._shelf.products[id_].name, quantity) for id_, quantity in quantities.items()]
        return sorted(found, key=lambda each: (-each.quantity, each.product_name, each.product))

    def _parts(self, station: StationId | None, status: TicketStatus | None, now: datetime) -> Iterator[Ticket]:
        """Yield a ticket for each line shown; of an order as they were ordered."""
        for order in self._shelf.orders.values():
            for place, line in enumerate(order.lines):
                made_at = self._shelf.stations.get(line.station) if line.station else None
                since = is_on_board(line, status, now)
                if since is not None and (station is None or made_at is None or made_at.id == station):
                    yield self._part(order, place, since)

    def _part(self, order: Order, place: int, since: datetime) -> Ticket:
        line = order.lines[place]
        station = self._shelf.stations.get(line.station) if line.station else None
        table = self._shelf.tables.get(order.table) if order.table else None
        return Ticket(
            order=order.id,
            number=order.number,
            table=table and table.name,
            customer=order.customer,
            waiter=self._shelf.waiters[order.waiter].name,
            note=order.note,
            key=TicketKey.of(line),
            station=station and station.name,
            since=since,
            lines=(line,),
        )
