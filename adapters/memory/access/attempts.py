"""How often somebody tried a secret, in memory."""

from datetime import datetime, timedelta

from adapters.memory.kernel.folding import folded
from adapters.memory.kernel.store import MemoryStore, Tries, forget
from adapters.memory.kernel.unit_of_work import Step, Undo, both, drop
from application.access.ports import Attempts
from application.kernel.unit_of_work import Change
from domain.access.attempt import wait_after
from domain.access.device import DeviceId
from domain.kernel.errors import TooMany
from domain.kernel.ids import RestaurantId


class MemoryAttempts(Attempts):
    """Keeps tries in a dict, by account and device."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._attempts = store.shelves[restaurant].attempts

    async def begin(self, account: str, device: DeviceId | None, *, now: datetime) -> None:
        key = (folded(account), device)
        before = self._attempts.get(key, Tries(0, now))
        if wait := max(min(before.next_at - now, wait_after(before.failures)), timedelta(0)):
            self._attempts[key] = Tries(before.failures, now + wait)
            raise TooMany(wait)
        failures = before.failures + 1
        self._attempts[key] = Tries(failures, now + wait_after(failures))

    def succeed(self, account: str, device: DeviceId | None) -> Change:
        def step() -> Undo:
            key = (folded(account), device)
            return drop(self._attempts, key) if key in self._attempts else both()

        return Step(step)

    def forgive(self, account: str) -> Change:
        def step() -> Undo:
            return both(*(drop(self._attempts, key) for key in [*self._attempts] if key[0] == folded(account)))

        return Step(step)

    async def forget_before(self, moment: datetime) -> int:
        return forget(self._attempts, lambda tries: tries.next_at < moment)
