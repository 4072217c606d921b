"""What everybody does in a dinner service that is played to be watched: minute by minute, as on a real evening."""

from collections.abc import Callable
from itertools import count
from random import Random
from typing import Final

import msgspec

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.evening import ALREADY_GONE, move
from entrypoints.cli.tables import free_tables, seat
from entrypoints.cli.timeline import Scene
from entrypoints.cli.visit import Visit

_LOOKS_FOR_A_TABLE: Final = 6
_UNTIL_A_TABLE: Final = 5.0
_LOOKS_AT_THE_PASS: Final = 25
_UNTIL_THE_PASS: Final = 2.0
_HAS_STARTERS: Final = (8.0, 15.0)
_HAS_MAINS: Final = (18.0, 30.0)
_HAS_MORE: Final = (6.0, 12.0)
_MAKES_FOOD: Final = (6.0, 14.0)
_MAKES_DRINKS: Final = (1.5, 4.0)
_AT_THE_STOVE: Final = 8
"""How many tickets the kitchen makes at a time."""


class _Ticket(msgspec.Struct):
    id: str
    station: str | None


class _Board(msgspec.Struct):
    tickets: list[_Ticket]


def guests(visit: Visit, gone: Callable[[], None]) -> Scene:
    """Come, be seated, dine and pay. Where somebody who plays along was faster with something, that is fine."""
    for part in (_dine(visit), _pay(visit)):
        try:
            yield from part
        except Refused as refused:
            if refused.status not in ALREADY_GONE:
                raise
    gone()


def _dine(visit: Visit) -> Scene:
    chance = visit.chance
    yield from _sit_down(visit)
    visit.order()
    yield from _be_served(visit)
    if visit.mains_wait:
        yield chance.uniform(*_HAS_STARTERS)
        visit.fire()
        yield from _be_served(visit)
    visit.maybe_send_back()
    yield chance.uniform(*_HAS_MAINS)
    if visit.have_more:
        visit.order_more()
        yield from _be_served(visit)
        yield chance.uniform(*_HAS_MORE)


def _sit_down(visit: Visit) -> Scene:
    for _ in range(_LOOKS_FOR_A_TABLE):
        visit.table = seat(free_tables(visit.client), visit.party.guests, visit.chance)
        if visit.table:
            return
        yield _UNTIL_A_TABLE  # in the end they eat standing


def _be_served(visit: Visit) -> Scene:
    for _ in range(_LOOKS_AT_THE_PASS):
        yield _UNTIL_THE_PASS
        if not visit.serve_what_is_ready():
            return
    visit.serve()


def _pay(visit: Visit) -> Scene:
    if not visit.sold:
        return
    visit.serve()
    yield _UNTIL_THE_PASS
    visit.pay()


def kitchen(client: Client, chance: Random) -> Scene:
    """Make what boards show, whoever ordered it, in the time that takes."""
    due = dict[str, float]()
    for minute in count():
        board = client.get("/api/kitchen/tickets", _Board).tickets
        due = {each.id: due[each.id] for each in board if each.id in due}
        at_the_stove = sum(each.id in due and each.station is None for each in board)
        for ticket in board:
            if ticket.id in due:
                if due[ticket.id] <= minute:
                    move(client, ticket.id, "ready")
            elif ticket.station or at_the_stove < _AT_THE_STOVE:
                at_the_stove += ticket.station is None
                move(client, ticket.id, "start")
                due[ticket.id] = minute + chance.uniform(*(_MAKES_DRINKS if ticket.station else _MAKES_FOOD))
        yield 1.0
