"""The waiters, in memory."""

from collections.abc import Sequence

from adapters.memory.kernel.folding import folded
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, drop, put
from application.kernel.unit_of_work import Change
from application.people.ports import Waiters
from domain.kernel.ids import RestaurantId, WaiterId
from domain.people.waiter import EmailTaken, NoManagerLeft, Waiter, WaiterChanged, WaiterNotFound


class MemoryWaiters(Waiters):
    """Keeps one restaurant's waiters in dicts, by id and by e-mail."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def get(self, waiter_id: WaiterId) -> Waiter:
        try:
            return self._shelf.waiters[waiter_id]
        except KeyError:
            raise WaiterNotFound from None

    async def with_email(self, email: str) -> Waiter:
        try:
            return self._shelf.waiters[self._shelf.waiters_by_email[folded(email)]]
        except KeyError:
            raise WaiterNotFound from None

    async def all(self) -> Sequence[Waiter]:
        return sorted(self._shelf.waiters.values(), key=lambda waiter: waiter.id)

    def add(self, waiter: Waiter) -> Change:
        def step() -> Undo:
            if folded(waiter.email) in self._shelf.waiters_by_email:
                raise EmailTaken
            return both(
                put(self._shelf.waiters, waiter.id, waiter),
                put(self._shelf.waiters_by_email, folded(waiter.email), waiter.id),
            )

        return Step(step)

    def change(self, waiter: Waiter) -> Change:
        def step() -> Undo:
            before = self._shelf.waiters.get(waiter.id)
            if before is None or before.version != waiter.version - 1:
                raise WaiterChanged
            by_email = self._shelf.waiters_by_email
            if by_email.get(folded(waiter.email), waiter.id) != waiter.id:
                raise EmailTaken
            return both(
                put(self._shelf.waiters, waiter.id, waiter),
                drop(by_email, folded(before.email)),
                put(by_email, folded(waiter.email), waiter.id),
            )

        return Step(step)

    def require_another_manager(self, than: WaiterId) -> Change:
        def step() -> Undo:
            if not any(each.manages and each.id != than for each in self._shelf.waiters.values()):
                raise NoManagerLeft
            return both()

        return Step(step)
