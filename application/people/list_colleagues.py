"""List who serves."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.access import ensure_serves
from application.people.ports import Waiters
from domain.kernel.caller import Caller
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class ListColleagues:
    """Those to whom an order can be handed over."""

    waiters: Waiters

    async def __call__(self, *, caller: Caller) -> Sequence[Waiter]:
        """Return who serves, in the order they registered, the caller among them, or raise `NotForTheKitchen`."""
        ensure_serves(caller)
        return [each for each in await self.waiters.all() if each.serves]
