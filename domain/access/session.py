"""Being signed in."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NewType
from uuid import UUID

from domain.access.device import DeviceId
from domain.access.lifetimes import GRACE
from domain.access.secret import is_digest_of
from domain.kernel.errors import Conflict, NotSignedIn
from domain.kernel.ids import WaiterId
from domain.people.waiter import Waiter

SessionId = NewType("SessionId", UUID)

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


class WaiterInactive(NotSignedIn):
    """On the staff no more."""

    says = "The user is inactive"
    error = "user_inactive"


class SessionEnded(NotSignedIn):
    """Signed out since, here or everywhere."""

    says = "The session has ended; sign in again"
    error = "token_revoked"


class SessionChanged(Conflict):
    """Another request renewed the session at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Being signed in for longer than one token lasts. Never changes: each step returns the session that follows.

    Its refresh tokens are numbered from 0, and `generation` is the number of the one that renews it now. All carry one
    secret, of which `secret` is the digest; those after the first carry a proof too, which takes the secret and the
    `salt` to make. So the session alone makes no token and a token alone makes no other, but together they tell every
    one that was ever given. `handed_out_at` is when the current one was answered, as far as anybody knows; `version`
    grows with every step.
    """

    id: SessionId
    waiter: WaiterId
    device: DeviceId | None
    token_version: int
    secret: bytes
    salt: str = field(repr=False)
    expires_at: datetime
    generation: int = 0
    handed_out_at: datetime | None = None
    version: int = 1

    def refresh_token(self, secret: str) -> str:
        """Return the token that renews the session now. The secret is the one that all its tokens carry."""
        return self._token(secret, self.generation)

    def generation_of(self, token: str) -> int | None:
        """Return the number of a refresh token that is or was this session's, None for any other text."""
        _, secret, number, *_ = [*token.split("."), "", ""]
        generation = int(number) if _NUMBER.fullmatch(number) else 0
        if not is_digest_of(secret, self.secret) or generation > self.generation:
            return None
        expected = self._token(secret, generation)
        return generation if hmac.compare_digest(expected.encode(), token.encode()) else None

    def may_repeat(self, generation: int, now: datetime) -> bool:
        """Tell whether the token of this number, used already, is answered the same once more.

        That is the one of before, as long as its successor was not used, shortly after that was handed out. A clock
        that was set back is no reason to be strict.
        """
        if generation != self.generation - 1:
            return False
        return self.handed_out_at is None or abs(now - self.handed_out_at) <= GRACE

    def renewed(self) -> "Session":
        """Return the session that the next token renews, which nobody was given yet."""
        return replace(self, generation=self.generation + 1, handed_out_at=None, version=self.version + 1)

    def handed_out(self, at: datetime) -> "Session":
        """Return the session whose current token was answered."""
        return replace(self, handed_out_at=at, version=self.version + 1)

    def _token(self, secret: str, generation: int) -> str:
        first = f"{self.id}.{secret}"
        if generation == 0:
            return first
        proof = hmac.new(secret.encode(), f"{self.id}.{generation}.{self.salt}".encode(), hashlib.sha256)
        return f"{first}.{generation}.{proof.hexdigest()}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A session: the token that opens doors, the one that renews both, and whose they are."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    waiter: Waiter
