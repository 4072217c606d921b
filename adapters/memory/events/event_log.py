"""The log of events, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore
from application.events.ports import EventFilter, EventLog
from domain.events.event import Stretch
from domain.kernel.ids import RestaurantId


class MemoryEventLog(EventLog):
    """Keeps one restaurant's log in a list."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def number(self, *, most: int) -> int:  # noqa: ARG002 - what is told is numbered at once
        return 0

    async def after(self, number: int | None, *, where: EventFilter, most: int) -> Stretch:
        log, newest = self._shelf.events, self._shelf.events_told
        oldest, place = newest + 1 - len(log), newest if number is None else number
        found = [each for each in log if each.number > place and where.wants(each)][:most]
        last = found[-1].number if len(found) == most else max(place, newest)
        return Stretch(found, last, oldest, newest)

    async def forget_before(self, moment: datetime) -> int:
        log = self._shelf.events
        old = next((place for place, each in enumerate(log) if each.at >= moment), len(log))
        del log[:old]
        return old
