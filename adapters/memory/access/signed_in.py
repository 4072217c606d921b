"""Who is signed in, in memory."""

from adapters.memory.kernel.store import MemoryStore
from application.access.ports import SignedIn
from domain.access.session import SessionEnded, SessionId
from domain.kernel.ids import RestaurantId, WaiterId
from domain.people.waiter import Waiter, WaiterNotFound


class MemorySignedIn(SignedIn):
    """Looks a waiter up, unless the session is among those that ended."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        if session in self._shelf.ended_sessions:
            raise SessionEnded
        if waiter not in self._shelf.waiters:
            raise WaiterNotFound
        return self._shelf.waiters[waiter]
