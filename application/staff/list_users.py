"""List the users."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.staff.ports import Waiters
from domain.staff.waiter import Waiter


@dataclass(frozen=True, slots=True)
class ListUsers:
    """Everybody on the staff."""

    waiters: Waiters

    async def __call__(self) -> Sequence[Waiter]:
        """Return everybody, in the order they registered."""
        return await self.waiters.all()
