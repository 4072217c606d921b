"""Sign out."""

from dataclasses import dataclass

from application.kernel.unit_of_work import UnitOfWork
from application.staff.ports import Claims, Sessions


@dataclass(frozen=True, slots=True)
class SignOut:
    """End one session: its tokens open nothing from here on."""

    sessions: Sessions
    work: UnitOfWork

    async def __call__(self, *, claims: Claims) -> None:
        """Return once it has ended."""
        await self.sessions.end(claims.session, until=claims.expires)
        await self.work.commit()
