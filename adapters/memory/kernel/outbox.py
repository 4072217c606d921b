"""The outbox, in memory."""

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both
from adapters.system.event_data import written
from application.kernel.events import News, Outbox
from application.kernel.unit_of_work import Change
from domain.events.event import Event
from domain.kernel.ids import RestaurantId


class MemoryOutbox(Outbox):
    """Numbers at once what is told, as nobody waits here."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    def tell(self, *news: News) -> Change:
        return Step(lambda: both(*map(self._append, news)))

    def _append(self, news: News) -> Undo:
        event = Event(
            number=self._shelf.events_told + 1,
            id=news.id,
            type=news.type.value,
            at=news.at,
            actor=news.actor,
            about=news.about,
            version=news.version,
            waiter=news.waiter,
            former_waiter=news.former_waiter,
            table=news.table,
            former_table=news.former_table,
            stations=news.stations,
            data=written(news.data),
        )
        self._shelf.events.append(event)
        self._shelf.events_told += 1
        return self._take_back

    def _take_back(self) -> None:
        del self._shelf.events[-1]
        self._shelf.events_told -= 1
