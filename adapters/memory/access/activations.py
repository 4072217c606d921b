"""Codes that let somebody choose their secret, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore, forget
from adapters.memory.kernel.unit_of_work import Step, Undo, drop, put
from application.access.ports import Activations
from application.kernel.unit_of_work import Change
from domain.access.secret import ActivationRefused
from domain.kernel.ids import RestaurantId, WaiterId


class MemoryActivations(Activations):
    """Keeps the digest of one code a user, and when it expires, in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    def offer(self, waiter: WaiterId, code: bytes, *, until: datetime) -> Change:
        return Step(lambda: put(self._shelf.activations, waiter, (code, until)))

    async def is_good(self, waiter: WaiterId | None, code: bytes, *, now: datetime) -> bool:
        offered, until = (waiter and self._shelf.activations.get(waiter)) or (b"", now)
        return offered == code and until > now

    def redeem(self, waiter: WaiterId, code: bytes, *, now: datetime) -> Change:
        def step() -> Undo:
            offered, until = self._shelf.activations.get(waiter, (b"", now))
            if offered != code or until <= now:
                raise ActivationRefused
            return drop(self._shelf.activations, waiter)

        return Step(step)

    async def forget_before(self, moment: datetime) -> int:
        return forget(self._shelf.activations, lambda offered: offered[1] < moment)
