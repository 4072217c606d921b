"""Everybody's secrets, in memory."""

from adapters.memory.kernel.folding import folded
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, put
from application.access.ports import Credentials
from application.kernel.unit_of_work import Change
from domain.access.secret import Credential, SecretKind
from domain.kernel.ids import RestaurantId, WaiterId


class MemoryCredentials(Credentials):
    """Keeps hashes in a dict, by user and kind."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def find(self, email: str, kind: SecretKind) -> Credential | None:
        waiter = self._shelf.waiters_by_email.get(folded(email))
        if waiter is None:
            return None
        return Credential(self._shelf.waiters[waiter], self._shelf.credentials.get((waiter, kind)))

    def put(self, waiter: WaiterId, kind: SecretKind, hashed: str) -> Change:
        return Step(lambda: put(self._shelf.credentials, (waiter, kind), hashed))

    def renew(self, waiter: WaiterId, kind: SecretKind, before: str, hashed: str) -> Change:
        def step() -> Undo:
            key = (waiter, kind)
            return put(self._shelf.credentials, key, hashed) if self._shelf.credentials.get(key) == before else both()

        return Step(step)
