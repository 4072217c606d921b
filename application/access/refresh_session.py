"""Refresh a session."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from application.access.admission import Admission
from application.access.ports import Sessions, Tokens
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import Waiters
from domain.access.lifetimes import TOKENS_LAST
from domain.access.session import Opened, Session, SessionChanged, SessionEnded, SessionId
from domain.kernel.audit import Event, Happening
from domain.kernel.errors import DomainError, OutcomeUnknown, Unavailable


@dataclass(frozen=True, slots=True)
class RefreshSession:
    """Give a session new tokens for its refresh token, which is good once.

    Sent again shortly after, or as long as nobody can say that it was answered, it is answered with the same successor:
    answers are lost on the way, and who was told to try again has to be able to. Otherwise a token that was good once
    ends the session, as one of the two who have it has it from somebody else. What was never good ends nothing.
    """

    sessions: Sessions
    waiters: Waiters
    tokens: Tokens
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, refresh_token: str, admission: Admission) -> Opened:
        """Return new tokens, or raise `SessionEnded`, or `TooMany` where that was so too often."""
        while True:
            known = await self._known(refresh_token)
            if known is None:
                await admission.stranger()
                raise SessionEnded
            try:
                return await self._refresh(*known, refresh_token.split(".")[1], admission)
            except OutcomeUnknown as unknown:
                raise Unavailable from unknown  # to ask again is safe, whatever became of it
            except SessionChanged:
                continue  # another request had the same token, and was faster: what it made of it is there by now

    async def _known(self, refresh_token: str) -> tuple[Session, int] | None:
        try:
            session = await self.sessions.get(SessionId(UUID(refresh_token.partition(".")[0])))
        except (ValueError, SessionEnded):
            return None
        generation = session.generation_of(refresh_token)
        return None if generation is None else (session, generation)

    async def _refresh(self, session: Session, generation: int, secret: str, admission: Admission) -> Opened:
        waiter, now = await self.waiters.get(session.waiter), self.clock.now()
        is_good = waiter.active and waiter.token_version == session.token_version
        if not is_good or session.expires_at <= now:
            await admission.known(session.id)
            raise SessionEnded
        if generation == session.generation:
            renewed = session.renewed()
            session = await self.work.commit(renewed, self.sessions.change(renewed))
        elif session.may_repeat(generation, now):
            await self.work.confirm()  # an answer given again is as durable as one given the first time
        else:
            raise await self._stolen(session)
        if session.handed_out_at is None:
            await self._hand_out(session)
        return Opened(self.tokens.issue(waiter, session.id), session.refresh_token(secret), waiter)

    async def _hand_out(self, session: Session) -> None:
        """Note that the current token is about to be answered: from here on its predecessor is soon worth nothing.

        Where that fails the answer is given all the same. It is not kept along with the renewal, because whoever hears
        nothing of a renewal, or that it may have failed, will send the token of before again, whenever that is.
        """
        with suppress(DomainError):
            await self.work.commit(None, self.sessions.change(session.handed_out(self.clock.now())))

    async def _stolen(self, session: Session) -> SessionEnded:
        now = self.clock.now()
        stolen = Event(happening=Happening.SESSION_STOLEN, at=now, subject=session.waiter)
        ending = self.sessions.end(session.id, until=now + TOKENS_LAST)
        return await self.work.commit(SessionEnded(), ending, self.audit.note(stolen))
