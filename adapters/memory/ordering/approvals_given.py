"""Approvals, as far as a command to an order needs them, in memory."""

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, drop
from application.kernel.unit_of_work import Change
from application.ordering.approvals import ApprovalsGiven, Approved
from domain.kernel.caller import Role
from domain.kernel.ids import OrderId, RestaurantId, WaiterId
from domain.ordering.chart import Command
from domain.ordering.refusals import ApprovalRefused


class MemoryApprovalsGiven(ApprovalsGiven):
    """Finds approvals where they are kept, and drops what is spent."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def find(self, token: bytes, *, command: Command, order: OrderId, waiter: WaiterId) -> Approved | None:
        kept = self._shelf.approvals.get(token)
        if kept is None or (kept.action, kept.order, kept.waiter) != (command.value, order, waiter):
            return None
        manager = self._shelf.waiters[kept.by]
        return Approved(kept.by, kept.expires_at) if manager.active and manager.role is Role.MANAGER else None

    def spend(self, token: bytes) -> Change:
        def step() -> Undo:
            if token not in self._shelf.approvals:
                raise ApprovalRefused
            return drop(self._shelf.approvals, token)

        return Step(step)
