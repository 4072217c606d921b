"""The port of Argon2id hashes."""

from abc import abstractmethod
from typing import Protocol

from domain.access.secret import Secret


class Hashes(Protocol):
    """Slow hashes, away from the event loop."""

    @abstractmethod
    async def make(self, secret: Secret) -> str:
        """Return a hash of the secret, or raise `InvalidPassword` for one of the passwords tried first."""

    @abstractmethod
    async def verify(self, hashed: str | None, secret: Secret) -> bool:
        """Tell whether this is the hash of the secret. Without any, takes as long and returns False."""

    @abstractmethod
    def is_dated(self, hashed: str) -> bool:
        """Tell whether hashes are made otherwise today."""
