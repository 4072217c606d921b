"""How far the sums of reports are behind."""

from dataclasses import dataclass

from application.kernel.clock import Clock
from application.reporting.ports import Behind, Rollups


@dataclass(frozen=True, slots=True)
class SumsBehind:
    """Measure the queue of orders that are in no sum yet, which reports have to add up themselves."""

    rollups: Rollups
    clock: Clock

    async def __call__(self) -> Behind:
        """Return how far the sums are behind, or raise `Unavailable`."""
        waiting = await self.rollups.waiting()
        if waiting.since is None:
            return Behind(waiting.orders)
        return Behind(waiting.orders, max((self.clock.now() - waiting.since).total_seconds(), 0.0))
