"""Sign out everywhere."""

from dataclasses import dataclass

from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import Waiters
from domain.kernel.audit import Event, Happening
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class SignOutEverywhere:
    """End every session of somebody, this one included."""

    waiters: Waiters
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, waiter: Waiter) -> None:
        """Return once they have ended, or raise `WaiterChanged`."""
        left = Event(happening=Happening.SIGNED_OUT_EVERYWHERE, at=self.clock.now(), actor=waiter.id, subject=waiter.id)
        await self.work.commit(None, self.waiters.change(waiter.signed_out()), self.audit.note(left))
