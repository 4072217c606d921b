"""Activate a user."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.access.admission import Admission
from application.access.hashes import Hashes
from application.access.ports import Activations, Attempts, Credentials
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import EmailSyntax, Waiters
from domain.access.attempt import tries_of_codes
from domain.access.secret import ActivationRefused, Code, Secret, SecretKind
from domain.kernel.audit import Event, Happening
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class ActivateUser:
    """Let somebody choose their secrets, for a code that only they were given. Whoever was signed in as them is out."""

    waiters: Waiters
    credentials: Credentials
    activations: Activations
    attempts: Attempts
    hashes: Hashes
    emails: EmailSyntax
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, email: str, code: Code, secrets: Sequence[Secret], admission: Admission) -> Waiter:
        """Return who it is. Raises `TooMany`, `ActivationRefused`, `InvalidPassword` and `WaiterChanged`.

        An e-mail nobody has and a wrong code are one and the same, and take the same time. Only who brings a wrong one
        has to wait: nobody guesses 80 random bits, and who could keep others waiting would keep them out.
        """
        email = self.emails.read(email)
        now, given = self.clock.now(), code.digest
        credential = await self.credentials.find(email, SecretKind.PASSWORD)
        before = credential.waiter if credential and credential.waiter.active else None
        is_good = await self.activations.is_good(before.id if before else None, given, now=now)
        if before is None or not is_good:
            raise await self._refused(email, None if credential is None else credential.waiter, admission)
        # Only now: judging a password can take a good part of a second, which is not for everybody to ask for.
        hashed = [(secret.kind, await self.hashes.make(secret)) for secret in secrets]
        waiter = before.signed_out()
        activated = Event(happening=Happening.USER_ACTIVATED, at=now, actor=waiter.id, subject=waiter.id)
        try:
            return await self.work.commit(
                waiter,
                self.activations.redeem(waiter.id, given, now=now),
                self.waiters.change(waiter),
                *(self.credentials.put(waiter.id, kind, each) for kind, each in hashed),
                # Failures with secrets of before tell nothing now.
                self.attempts.forgive(waiter.email),
                self.attempts.forgive(tries_of_codes(waiter.email)),
                self.audit.note(activated),
            )
        except ActivationRefused:
            raise await self._refused(email, waiter, admission) from None

    async def _refused(self, email: str, waiter: Waiter | None, admission: Admission) -> ActivationRefused:
        now, who = self.clock.now(), None if waiter is None else waiter.id
        await admission.stranger()
        await self.attempts.begin(tries_of_codes(email), None, now=now)
        failed = Event(happening=Happening.ACTIVATION_FAILED, at=now, subject=who)
        return await self.work.commit(ActivationRefused(), self.audit.note(failed))
