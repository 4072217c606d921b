"""Where the guests of a dinner service that is played sit."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from random import Random
from threading import Lock
from typing import Final

import msgspec

from entrypoints.cli.client import Client

_ROOMS: Final[Mapping[str, Sequence[int]]] = {
    "Dining room": (2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 8, 8),
    "Terrace": (2, 2, 2, 4, 4, 4, 6, 6),
    "Bar": (2, 2, 2, 2),
}
"""How many seats each table of a section has."""


class Table(msgspec.Struct):
    """A table, and whether guests can be seated at it."""

    id: str
    seats: int | None
    open: bool
    free: bool


class _Tables(msgspec.Struct):
    tables: list[Table]


class _Section(msgspec.Struct):
    id: str
    name: str


class _OneSection(msgspec.Struct):
    section: _Section


class _Sections(msgspec.Struct):
    sections: list[_Section]


def furnish(manager: Client) -> None:
    """Make sections and tables, where there is no table."""
    if manager.get("/api/tables?per_page=1", _Tables).tables:
        return
    known = {each.name: each.id for each in manager.get("/api/sections?per_page=100", _Sections).sections}
    numbers = count(1)
    for name, tables in _ROOMS.items():
        section = known.get(name) or manager.post("/api/sections", {"name": name}, _OneSection).section.id
        for seats in tables:
            table = {"name": str(next(numbers)), "section": section, "seats": seats}
            _ = manager.post("/api/tables", table, msgspec.Raw)


def free_tables(client: Client) -> list[Table]:
    """Return where nobody sits."""
    tables = client.get("/api/tables?per_page=100", _Tables).tables
    return [each for each in tables if each.open and each.free]


def seat(free: Collection[Table], guests: int, chance: Random) -> Table | None:
    """Return one of the smallest tables with enough seats; where none has, one of the largest; None if none is free."""
    fitting = [each for each in free if (each.seats or guests) >= guests]
    if fitting:
        return min(fitting, key=lambda each: (each.seats or guests, chance.random()))
    return max(free, key=lambda each: (each.seats or 0, chance.random()), default=None)


class Floor:
    """The tables that are free, for waiters who seat guests at the same time."""

    def __init__(self, free: list[Table]) -> None:
        self._free = free
        self._lock = Lock()

    def seat(self, guests: int, chance: Random) -> Table | None:
        """Take a table for so many guests, where one is free."""
        with self._lock:
            table = seat(self._free, guests, chance)
            if table is not None:
                self._free.remove(table)
            return table

    def leave(self, table: Table | None) -> None:
        """Have the table be free again."""
        if table is not None:
            with self._lock:
                self._free.append(table)
