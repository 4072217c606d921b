"""The queues of what is in no sum yet, of all restaurants, in memory."""

from collections.abc import Sequence

from application.reporting.ports import RollupQueues, Waiting
from domain.kernel.ids import RestaurantId


class MemoryRollupQueues(RollupQueues):
    """Are always empty: there are no sums."""

    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return none."""
        return ()

    async def waiting(self) -> Waiting:
        """Return that nothing waits."""
        return Waiting(0, None)
