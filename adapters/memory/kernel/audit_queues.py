"""The audit's queue, of all restaurants, in memory."""

from collections.abc import Sequence

from application.kernel.audit import AuditQueues
from domain.kernel.ids import RestaurantId


class MemoryAuditQueues(AuditQueues):
    """Is always empty: what is noted is sealed at once."""

    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return none."""
        return ()
