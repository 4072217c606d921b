"""Activate a user."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.staff.ports import Waiters
from application.staff.secrets import Activations, Attempts, Credentials, Hashes
from domain.kernel.audit import Event, Happening
from domain.kernel.ids import WaiterId
from domain.staff.secret import ActivationRefused, Secret, SecretKind, digest, read_code
from domain.staff.waiter import Waiter

_NOBODY: Final = WaiterId(UUID(int=0))


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
        """Return who it is. Raises `TooMany`, `ActivationRefused`, `InvalidPassword` and `WaiterChanged`.

        An e-mail nobody has and a wrong code are one and the same, and take the same time.
        """
        now, account, given = self.clock.now(), f"activation {email}", digest(read_code(code))
        await self.attempts.begin(account, None, now=now)
        holder = await self.credentials.find(email, SecretKind.PASSWORD)
        before = holder.waiter if holder and holder.waiter.active else None
        is_good = await self.activations.is_good(_NOBODY if before is None else before.id, given, now=now)
        if before is None or not is_good:
            raise await self._refused(None if holder is None else holder.waiter)
        # Only now: judging a password can take a good part of a second, which is not for everybody to ask for.
        hashed = [(secret.kind, await self.hashes.make(secret)) for secret in secrets]
        waiter = before.signed_out()
        await self.activations.redeem(waiter.id, given, now=now)
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
