"""Who is signed in, in memory."""

from adapters.memory.kernel.store import MemoryStore
from application.access.ports import SignedIn
from application.kernel.business_days import BusinessDays
from domain.access.session import SessionEnded, SessionId
from domain.kernel.errors import SettingsChanged
from domain.kernel.ids import WaiterId
from domain.people.waiter import Waiter, WaiterNotFound
from domain.restaurant.restaurant import Restaurant


class MemorySignedIn(SignedIn):
    """Looks a waiter up, unless the session is among those that ended."""

    def __init__(self, store: MemoryStore, restaurant: Restaurant, days: BusinessDays) -> None:
        self._store, self._restaurant, self._days = store, restaurant, days
        self._shelf = store.shelves[restaurant.id]

    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        now = self._store.restaurants.get(self._restaurant.id)
        if now is not None and now.version != self._restaurant.version:
            raise SettingsChanged
        self._days.hear(self._shelf.closed_through)
        if session in self._shelf.ended_sessions:
            raise SessionEnded
        if waiter not in self._shelf.waiters:
            raise WaiterNotFound
        return self._shelf.waiters[waiter]
