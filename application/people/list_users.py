"""List the users."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.access import Rights
from application.people.ports import Waiters
from domain.kernel.caller import Caller
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class ListUsers:
    """Everybody on the staff."""

    waiters: Waiters
    rights: Rights

    async def __call__(self, *, caller: Caller) -> Sequence[Waiter]:
        """Return everybody, in the order they registered, or raise `OnlyManagersManage`."""
        self.rights.ensure_may_list_staff(caller)
        return await self.waiters.all()
