"""Recover a lost manager."""

from dataclasses import dataclass

from application.access.chance import Chance
from application.access.ports import Activations, Attempts
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import EmailSyntax, Waiters
from domain.access.attempt import tries_of_codes
from domain.access.lifetimes import CODES_LAST
from domain.access.secret import Code
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Role


@dataclass(frozen=True, slots=True)
class RecoverAccess:
    """Make somebody on the staff a manager who can sign in again: for whoever can reach the database anyway.

    Failures so far keep nobody waiting any more, wherever they were made.
    """

    waiters: Waiters
    activations: Activations
    attempts: Attempts
    emails: EmailSyntax
    audit: Audit
    clock: Clock
    chance: Chance
    work: UnitOfWork

    async def __call__(self, *, email: str) -> Code:
        """Return an activation code, or raise `WaiterNotFound` or `WaiterChanged`."""
        before = await self.waiters.with_email(self.emails.read(email))
        after = before.changed(role=Role.MANAGER, active=True)
        now, code = self.clock.now(), self.chance.code()
        return await self.work.commit(
            code,
            *([] if after is before else [self.waiters.change(after)]),
            self.activations.offer(after.id, code.digest, until=now + CODES_LAST),
            self.attempts.forgive(after.email),
            self.attempts.forgive(tries_of_codes(after.email)),
            self.audit.note(Event(happening=Happening.ACTIVATION_CODE_ISSUED, at=now, subject=after.id)),
        )
