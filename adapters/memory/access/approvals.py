"""What managers approved, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore, forget
from adapters.memory.kernel.unit_of_work import Step, put
from application.access.approvals import Approvals
from application.kernel.unit_of_work import Change
from domain.access.approval import Approval
from domain.kernel.ids import RestaurantId


class MemoryApprovals(Approvals):
    """Keeps approvals in a dict, by the digests of their tokens, until they are spent or forgotten."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    def give(self, approval: Approval) -> Change:
        return Step(lambda: put(self._shelf.approvals, approval.token, approval))

    async def forget_before(self, moment: datetime) -> int:
        return forget(self._shelf.approvals, lambda approval: approval.expires_at < moment)
