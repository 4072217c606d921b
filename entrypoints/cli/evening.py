"""What everybody does in a dinner service that is played at once: waiters at the tables, a cook at the boards."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from threading import Event
from typing import Final

import msgspec

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.dinner import dinners
from entrypoints.cli.tables import Floor
from entrypoints.cli.visit import Visit
from entrypoints.cli.wishes import Menu

ALREADY_GONE: Final = (404, 409)
"""What is answered where somebody else was faster."""
_AT_A_TIME: Final = 3
"""How many tables a waiter has before the first is served and settled."""
_LOOKS_EVERY_SECONDS: Final = 0.05
_LOOKS: Final = 100


class _Ticket(msgspec.Struct):
    id: str


class _Board(msgspec.Struct):
    tickets: list[_Ticket]


@dataclass(slots=True)
class Shift:
    """One waiter's evening."""

    client: Client
    menu: Menu
    floor: Floor
    chance: Random
    settled: Callable[[], None]
    visits: list[Visit] = field(default_factory=list[Visit])
    _tables: deque[Visit] = field(default_factory=deque[Visit])

    def work(self, orders: int) -> None:
        """Take so many orders, and see each through until it is paid."""
        for party, dishes in islice(dinners(self.chance), orders):
            table = self.floor.seat(party.guests, self.chance)
            visit = Visit(self.client, self.menu, self.chance, party, dishes, table)
            self._order(visit)
            self.visits.append(visit)
            self._tables.append(visit)
            if len(self._tables) > _AT_A_TIME:
                self._settle(self._tables.popleft())
        while self._tables:
            self._settle(self._tables.popleft())

    def _order(self, visit: Visit) -> None:
        visit.order()
        if visit.mains_wait:
            visit.fire()
        if visit.have_more:
            visit.order_more()
        visit.maybe_send_back()

    def _settle(self, visit: Visit) -> None:
        for _ in range(_LOOKS):
            if not visit.is_waiting():
                break
            time.sleep(_LOOKS_EVERY_SECONDS)  # a guest who has waited long enough is served what there is
        visit.serve()
        visit.pay()
        self.floor.leave(visit.table)
        self.settled()


def cook(client: Client, over: Event) -> None:
    """Start what boards show, and have it ready, until the evening is over."""
    while not over.is_set():
        board = client.get("/api/kitchen/tickets?status=sent", _Board).tickets
        for ticket in board:
            for command in ("start", "ready"):
                move(client, ticket.id, command)
        if not board:
            time.sleep(_LOOKS_EVERY_SECONDS)


def move(client: Client, ticket: str, command: str) -> None:
    """Move a ticket along, where it was not served or sent back in between."""
    try:
        _ = client.post(f"/api/kitchen/tickets/{ticket}/{command}", {}, msgspec.Raw)
    except Refused as refused:
        if refused.status not in ALREADY_GONE:
            raise
