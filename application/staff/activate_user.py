"""Activate a user."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.staff.ports import Waiters
from application.staff.secrets import Activations, Attempts, Credentials, Hashes
from domain.kernel.audit import Event, Happening
from domain.staff.secret import ActivationRefused, Secret, SecretKind, digest, read_code
from domain.staff.waiter import Waiter


@dataclass(frozen=True, slots=True)
class ActivateUser:
    """Let somebody choose their secrets, for a code that only they were given. Whoever was signed in as them is out."""

    waiters: Waiters
    credentials: Credentials
    activations: Activations
    attempts: Attempts
    hashes: Hashes
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, email: str, code: str, secrets: Sequence[Secret]) -> Waiter:
        """Return who it is. Raises `TooMany`, `ActivationRefused`, `InvalidPassword` and `WaiterChanged`."""
        now, account = self.clock.now(), digest(f"activation {email.strip().casefold()}")
        await self.attempts.begin(account, None, now=now)
        hashed = [(secret.kind, await self.hashes.make(secret)) for secret in secrets]
        holder = await self.credentials.find(email, SecretKind.PASSWORD)
        if holder is None or not holder.waiter.active:
            raise await self._refused(None if holder is None else holder.waiter)
        waiter = holder.waiter.signed_out()
        await self.activations.redeem(waiter.id, digest(read_code(code)), now=now)
        await self.waiters.change(waiter)
        for kind, each in hashed:
            await self.credentials.put(waiter.id, kind, each)
        await self.attempts.succeed(account, None)
        await self.audit.note(Event(happening=Happening.USER_ACTIVATED, at=now, actor=waiter.id, subject=waiter.id))
        try:
            await self.work.commit()
        except ActivationRefused:
            raise await self._refused(waiter) from None
        return waiter

    async def _refused(self, waiter: Waiter | None) -> ActivationRefused:
        who = None if waiter is None else waiter.id
        await self.audit.note(Event(happening=Happening.ACTIVATION_FAILED, at=self.clock.now(), subject=who))
        await self.work.commit()
        return ActivationRefused()
