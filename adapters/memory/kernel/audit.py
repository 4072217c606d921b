"""The audit, in memory."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both
from application.kernel.audit import Audit
from application.kernel.unit_of_work import Change
from domain.kernel.audit import Entry, Event, sealed
from domain.kernel.ids import RestaurantId


class MemoryAudit(Audit):
    """Keeps one restaurant's entries in a list."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._entries = store.shelves[restaurant].audit

    def note(self, event: Event) -> Change:
        return Step(lambda: self._append(event))

    def note_later(self, about: UUID, events: Sequence[Event]) -> Change:  # noqa: ARG002 - nobody waits here
        return Step(lambda: both(*map(self._append, events)))

    def _append(self, event: Event) -> Undo:
        before = self._entries[-1].seal if self._entries else b""
        self._entries.append(Entry(len(self._entries) + 1, event, sealed(before, event)))
        return lambda: self._entries.__delitem__(-1)

    async def catch_up(self, *, most: int) -> int:  # noqa: ARG002 - the same
        return 0

    async def before(self, number: int | None, *, most: int) -> Sequence[Entry]:
        earlier = self._entries if number is None else self._entries[: max(number - 1, 0)]
        return earlier[::-1][:most]

    async def all(self) -> AsyncIterator[Entry]:
        for entry in [*self._entries]:
            yield entry

    async def head(self) -> tuple[int, bytes]:
        return (self._entries[-1].number, self._entries[-1].seal) if self._entries else (0, b"")
