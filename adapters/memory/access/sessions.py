"""Who is signed in, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore, forget
from adapters.memory.kernel.unit_of_work import Step, Undo, both, drop, put
from application.access.ports import Sessions
from application.kernel.unit_of_work import Change
from domain.access.device import DeviceId
from domain.access.session import Session, SessionChanged, SessionEnded, SessionId
from domain.kernel.ids import RestaurantId


class MemorySessions(Sessions):
    """Keeps one restaurant's sessions in dicts."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    def add(self, session: Session) -> Change:
        return Step(lambda: put(self._shelf.sessions, session.id, session))

    async def get(self, session: SessionId) -> Session:
        try:
            return self._shelf.sessions[session]
        except KeyError:
            raise SessionEnded from None

    def change(self, session: Session) -> Change:
        def step() -> Undo:
            before = self._shelf.sessions.get(session.id)
            if before is None or before.version != session.version - 1:
                raise SessionChanged
            return put(self._shelf.sessions, session.id, session)

        return Step(step)

    def end(self, session: SessionId, *, until: datetime) -> Change:
        return Step(lambda: self._ended(session, until))

    def end_on(self, device: DeviceId, *, until: datetime) -> Change:
        def step() -> Undo:
            there = [each.id for each in self._shelf.sessions.values() if each.device == device]
            return both(*(self._ended(session, until) for session in there))

        return Step(step)

    def _ended(self, session: SessionId, until: datetime) -> Undo:
        gone = [drop(self._shelf.sessions, session)] if session in self._shelf.sessions else []
        return both(*gone, put(self._shelf.ended_sessions, session, until))

    async def forget_before(self, moment: datetime) -> int:
        ended = forget(self._shelf.ended_sessions, lambda until: until < moment)
        return ended + forget(self._shelf.sessions, lambda session: session.expires_at < moment)
