"""How far the sums of reports are behind."""

from dataclasses import dataclass

from application.kernel.clock import Clock
from application.reporting.ports import Behind, RollupQueues


@dataclass(frozen=True, slots=True)
class SumsBehind:
    """Measure the queues of all restaurants: orders that are in no sum yet, which reports add up themselves."""

    queues: RollupQueues
    clock: Clock

    async def __call__(self) -> Behind:
        """Return how far the sums are behind, or raise `Unavailable`."""
        waiting = await self.queues.waiting()
        if waiting.since is None:
            return Behind(waiting.orders)
        return Behind(waiting.orders, max((self.clock.now() - waiting.since).total_seconds(), 0.0))
