"""Show a user."""

from dataclasses import dataclass

from application.kernel.access import Rights
from application.people.ports import Waiters
from domain.kernel.caller import Caller
from domain.kernel.ids import WaiterId
from domain.people.waiter import Waiter, WaiterNotFound


@dataclass(frozen=True, slots=True)
class ShowUser:
    """Look somebody up."""

    waiters: Waiters
    rights: Rights

    async def __call__(self, *, caller: Caller, user: WaiterId) -> Waiter:
        """Return the waiter, or raise `WaiterNotFound`, which is also what a waiter may not see.

        Raises `NotForTheKitchen` where the kitchen asks for others.
        """
        if not self.rights.may_look_up(caller, user):
            raise WaiterNotFound
        return await self.waiters.get(user)
