"""Rate limits, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore, forget
from application.kernel.rate_limits import RateLimits
from domain.kernel.errors import TooMany
from domain.kernel.ids import RestaurantId
from domain.kernel.rate import Rate


class MemoryRateLimits(RateLimits):
    """Keeps, in a dict, the moment until which each one's rate is used up."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._used = store.shelves[restaurant].rate_limits

    async def take(self, what: str, who: str, *, rate: Rate, now: datetime) -> None:
        used_until = self._used.get((what, who), now)
        if wait := rate.wait(used_until, now):
            raise TooMany(wait)
        self._used[what, who] = rate.after(used_until, now)

    async def forget_before(self, moment: datetime) -> int:
        return forget(self._used, lambda used_until: used_until < moment)
