"""What everybody does in a dinner service that is played: waiters at the tables, a cook at the boards."""

import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from random import Random
from threading import Event
from typing import Final

import msgspec

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.dinner import LATER, Party, dinners
from entrypoints.cli.settling import NOTHING_TAKEN, Guests, Took

_AT_A_TIME: Final = 3
"""How many tables a waiter has before the first is served and settled."""
_SENT_BACK: Final = 0.04
"""How likely one dish of a table is sent back."""
_LOOKS_EVERY_SECONDS: Final = 0.05
_LOOKS: Final = 100
_VOIDED: Final = "voided"
_OFF_THE_BOARD: Final = ("ready", _VOIDED)
_ALREADY_GONE: Final = (404, 409)


class _Line(msgspec.Struct):
    id: str
    product_name: str
    status: str


class _Order(msgspec.Struct):
    id: str
    guests: int
    products: list[_Line]


class _Answer(msgspec.Struct):
    order: _Order


class _Ticket(msgspec.Struct):
    id: str


class _Board(msgspec.Struct):
    tickets: list[_Ticket]


@dataclass(slots=True)
class Shift:
    """One waiter's evening."""

    client: Client
    prices: Mapping[str, Decimal]
    chance: Random
    settled: Callable[[], None]
    ate: Counter[str] = field(default_factory=Counter[str])
    took: Took = NOTHING_TAKEN
    _tables: deque[_Order] = field(default_factory=deque[_Order])

    def work(self, orders: int) -> None:
        """Take so many orders, and see each through until it is paid: what they `ate` and what that `took`."""
        for party, dishes in islice(dinners(self.chance), orders):
            self._tables.append(self._order(party, dishes))
            if len(self._tables) > _AT_A_TIME:
                self._settle(self._tables.popleft())
        while self._tables:
            self._settle(self._tables.popleft())

    def _order(self, party: Party, dishes: Counter[str]) -> _Order:
        first = {name: count for name, count in dishes.items() if name not in LATER}
        later = {name: count for name, count in dishes.items() if name in LATER}
        lines = self._lines(first or later)
        body = {"customer_name": party.table, "guests": party.guests, "products": lines}
        order = self.client.post("/api/orders", body, _Answer).order
        if first and later:
            added = {"products": self._lines(later)}
            order = self.client.post(f"/api/orders/{order.id}/lines", added, _Answer).order
        self.ate.update(dishes)
        if dishes.total() > 1 and self.chance.random() < _SENT_BACK:
            self._send_back(order, self.chance.choice(order.products))
        return order

    def _lines(self, dishes: Mapping[str, int]) -> Sequence[Mapping[str, object]]:
        return [{"name": name, "price": self.prices[name], "quantity": count} for name, count in dishes.items()]

    def _send_back(self, order: _Order, line: _Line) -> None:
        one = {"reason": "Sent back", "lines": [{"id": line.id, "quantity": 1}]}
        _ = self.client.post(f"/api/orders/{order.id}/void", one, _Answer)
        self.ate[line.product_name] -= 1

    def _settle(self, order: _Order) -> None:
        for _ in range(_LOOKS):
            shown = self.client.get(f"/api/orders/{order.id}", _Answer).order
            if all(line.status in _OFF_THE_BOARD for line in shown.products):
                break
            time.sleep(_LOOKS_EVERY_SECONDS)  # a guest who has waited long enough is served what there is
        served = self.client.post(f"/api/orders/{order.id}/serve", {}, _Answer).order
        eaten = [line.id for line in served.products if line.status != _VOIDED]
        self.took += Guests(self.client, self.chance, order.id, order.guests).settle(eaten)
        self.settled()


def cook(client: Client, over: Event) -> None:
    """Start what boards show, and have it ready, until the evening is over."""
    while not over.is_set():
        board = client.get("/api/kitchen/tickets?status=sent", _Board).tickets
        for ticket in board:
            _make(client, ticket)
        if not board:
            time.sleep(_LOOKS_EVERY_SECONDS)


def _make(client: Client, ticket: _Ticket) -> None:
    try:
        for command in ("start", "ready"):
            _ = client.post(f"/api/kitchen/tickets/{ticket.id}/{command}", {}, msgspec.Raw)
    except Refused as refused:
        if refused.status not in _ALREADY_GONE:
            raise  # else it was served, or sent back, in between
