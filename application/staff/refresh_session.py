"""Refresh a session."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.staff.ports import Opened, Sessions, Tokens, Waiters
from application.staff.secrets import Chance
from domain.kernel.audit import Event, Happening
from domain.staff.session import Session, SessionChanged, SessionEnded, SessionId

TOKENS_LAST: Final = timedelta(minutes=15)
SESSIONS_LAST: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class RefreshSession:
    """Give a session new tokens for its refresh token, which is good once: used again, it ends the session."""

    sessions: Sessions
    waiters: Waiters
    tokens: Tokens
    audit: Audit
    clock: Clock
    chance: Chance
    work: UnitOfWork

    async def __call__(self, *, refresh_token: str) -> Opened:
        """Return new tokens, or raise `SessionEnded`."""
        text, _, secret = refresh_token.partition(".")
        try:
            session = await self.sessions.get(SessionId(UUID(text)))
        except ValueError:
            raise SessionEnded from None
        if not session.is_renewed_by(secret):
            raise await self._ended(session)
        waiter = await self.waiters.get(session.waiter)
        is_good = waiter.active and waiter.token_version == session.token_version
        if not is_good or session.expires_at <= self.clock.now():
            raise SessionEnded
        renewal = self.chance.token()
        await self.sessions.change(session.renewed(renewal))
        try:
            await self.work.commit()
        except SessionChanged:
            raise await self._ended(session) from None
        return Opened(self.tokens.issue(waiter, session.id), f"{session.id}.{renewal}", waiter)

    async def _ended(self, session: Session) -> SessionEnded:
        """End a session whose refresh token came twice: one of the two has it from somebody else."""
        now = self.clock.now()
        await self.sessions.end(session.id, until=now + TOKENS_LAST)
        await self.audit.note(Event(happening=Happening.SESSION_STOLEN, at=now, subject=session.waiter))
        await self.work.commit()
        return SessionEnded()
