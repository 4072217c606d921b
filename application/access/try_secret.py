"""Try a secret."""

from collections.abc import Callable
from dataclasses import dataclass

from application.access.hashes import Hashes
from application.access.ports import Attempts, Credentials
from application.access.tried import Tried
from application.kernel.clock import Clock
from application.people.ports import EmailSyntax
from domain.access.device import DeviceId
from domain.access.secret import Credential, Secret


@dataclass(frozen=True, slots=True)
class TrySecret:
    """Find out whether somebody knows the secret of the e-mail they say: a try counts as failed until it succeeds."""

    credentials: Credentials
    attempts: Attempts
    hashes: Hashes
    emails: EmailSyntax
    clock: Clock

    async def __call__(
        self, *, email: str, secret: Secret, device: DeviceId | None, opens: Callable[[Credential], bool]
    ) -> Tried:
        """Return what came of it, or raise `TooMany`. `opens` tells whether a secret of this kind is enough for them.

        An e-mail nobody has and a wrong secret are one and the same, and take the same time.
        """
        email = self.emails.read(email)
        await self.attempts.begin(email, device, now=self.clock.now())
        credential = await self.credentials.find(email, secret.kind)
        hashed = credential.hashed if credential and opens(credential) else None
        if not await self.hashes.verify(hashed, secret) or credential is None or hashed is None:
            return Tried(credential, waiter_is_proven=False)
        changes = [self.attempts.succeed(email, device)]
        if self.hashes.is_dated(hashed):
            renewed = await self.hashes.make(secret)
            changes.append(self.credentials.renew(credential.waiter.id, secret.kind, hashed, renewed))
        return Tried(credential, waiter_is_proven=True, changes=changes)
