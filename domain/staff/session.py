"""Being signed in."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType
from uuid import UUID

from domain.kernel.errors import Conflict, NotSignedIn
from domain.kernel.ids import WaiterId
from domain.staff.device import DeviceId
from domain.staff.secret import digest, is_digest_of

SessionId = NewType("SessionId", UUID)


class SessionEnded(NotSignedIn):
    """Signed out since, here or everywhere."""

    says = "The session has ended; sign in again"
    error = "token_revoked"


class SessionChanged(Conflict):
    """Another request renewed the session with the same token, at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Being signed in for longer than one token lasts. Never changes: each renewal returns the session that follows.

    `secret` is the digest of what renews it, once; `version` grows with every renewal.
    """

    id: SessionId
    waiter: WaiterId
    device: DeviceId | None
    token_version: int
    secret: bytes
    expires_at: datetime
    version: int = 1

    def is_renewed_by(self, secret: str) -> bool:
        """Tell whether this is the secret that renews it now: not one of before."""
        return is_digest_of(secret, self.secret)

    def renewed(self, secret: str) -> "Session":
        """Return the session that this new secret will renew."""
        return replace(self, secret=digest(secret), version=self.version + 1)
