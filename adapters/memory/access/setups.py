"""Whether the restaurant has been set up, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, put
from application.access.ports import Setups
from application.kernel.unit_of_work import Change
from domain.access.secret import SetupRefused
from domain.kernel.ids import RestaurantId, WaiterId


class MemorySetups(Setups):
    """Keeps the first manager in a dict of one."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._store, self._restaurant = store, restaurant
        self._setups = store.shelves[restaurant].setups

    async def done(self) -> bool:
        return bool(self._setups)

    async def offered(self) -> bytes | None:
        return self._store.setup_tokens.get(self._restaurant)

    def do(self, first: WaiterId, *, at: datetime) -> Change:
        def step() -> Undo:
            if self._setups:
                raise SetupRefused
            return put(self._setups, at.isoformat(), first)

        return Step(step)
