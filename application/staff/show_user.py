"""Show a user."""

from dataclasses import dataclass

from application.staff.ports import Waiters
from domain.kernel.ids import WaiterId
from domain.staff.waiter import Waiter


@dataclass(frozen=True, slots=True)
class ShowUser:
    """Look somebody up."""

    waiters: Waiters

    async def __call__(self, *, user: WaiterId) -> Waiter:
        """Return the waiter, or raise `WaiterNotFound`."""
        return await self.waiters.get(user)
