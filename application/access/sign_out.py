"""Sign out."""

from dataclasses import dataclass

from application.access.ports import Sessions
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from domain.access.token import Claims
from domain.kernel.audit import Event, Happening


@dataclass(frozen=True, slots=True)
class SignOut:
    """End one session: its tokens open nothing from here on."""

    sessions: Sessions
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, claims: Claims) -> None:
        """Return once it has ended."""
        who = claims.waiter
        left = Event(happening=Happening.SIGNED_OUT, at=self.clock.now(), actor=who, subject=who)
        ending = self.sessions.end(claims.session, until=claims.expires)
        await self.work.commit(None, ending, self.audit.note(left))
