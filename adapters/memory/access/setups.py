"""Whether the restaurant has been set up, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, put
from application.access.ports import Setups
from application.kernel.unit_of_work import Change
from domain.access.secret import AlreadySetUp, SetupRefused
from domain.kernel.ids import RestaurantId, WaiterId


class MemorySetups(Setups):
    """Keeps the first manager in a dict of one, and tokens' digests in one by restaurant."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._tokens, self._restaurant = store.setup_tokens, restaurant
        self._shelf = store.shelves[restaurant]

    async def done(self) -> bool:
        return self._is_done()

    async def offered(self) -> bytes | None:
        return None if self._is_done() else self._tokens.get(self._restaurant)

    def offer(self, setup_token: bytes) -> Change:
        def step() -> Undo:
            if self._is_done():
                raise AlreadySetUp
            return put(self._tokens, self._restaurant, setup_token)

        return Step(step)

    def offer_the_first(self, setup_token: bytes) -> Change:
        def step() -> Undo:
            if self._is_done() or self._restaurant in self._tokens:
                return both()
            return put(self._tokens, self._restaurant, setup_token)

        return Step(step)

    def do(self, first: WaiterId, *, at: datetime) -> Change:
        def step() -> Undo:
            if self._shelf.setups:
                raise SetupRefused
            return put(self._shelf.setups, at.isoformat(), first)

        return Step(step)

    def _is_done(self) -> bool:
        return bool(self._shelf.setups) or any(self._shelf.waiters[each].manages for each, _ in self._shelf.credentials)
