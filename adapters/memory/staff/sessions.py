"""Who is signed in, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import MemoryUnitOfWork, put
from application.staff.ports import Sessions
from domain.kernel.ids import RestaurantId
from domain.staff.session import SessionId


class MemorySessions(Sessions):
    """Keeps one restaurant's ended sessions in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId, work: MemoryUnitOfWork) -> None:
        self._store = store
        self._shelf = store.shelves[restaurant]
        self._work = work

    async def end(self, session: SessionId, *, until: datetime) -> None:
        self._work.will(lambda: put(self._shelf.ended_sessions, session, until))

    async def forget_before(self, moment: datetime) -> int:
        forgotten = 0
        for shelf in self._store.shelves.values():
            for session in [each for each, until in shelf.ended_sessions.items() if until < moment]:
                del shelf.ended_sessions[session]
                forgotten += 1
        return forgotten
