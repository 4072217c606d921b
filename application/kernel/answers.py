"""What was made for requests that may be sent again, as a port."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.kernel.unit_of_work import Change
from domain.kernel.errors import Busy, DomainError
from domain.kernel.ids import WaiterId


class AnsweredMeanwhile(Busy):
    """The same request was answered while this one was being worked on: its answer is there to be found."""


class IdempotencyKeyReused(DomainError):
    """A key that came with another body before."""

    says = "This Idempotency-Key was used with another body before; make up a new key for a new request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request that may be sent again: who sent it, where to, under which key, and what it asks for.

    `waiter` is None where nobody is signed in. `fingerprint` stands for the content: 32 bytes, equal where that is.
    """

    waiter: WaiterId | None
    route: str
    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """What a request made, as it was then, and the fingerprint of that request."""

    made: object
    fingerprint: bytes


class Answers(Protocol):
    """What was made for requests that carried a key."""

    @abstractmethod
    async def find(self, sent: Sent) -> Kept | None:
        """Return what its sender's request to this route under this key made, None if there was none."""

    @abstractmethod
    def keep(self, sent: Sent | None, made: object, *, at: datetime) -> Change:
        """Keep what was made as it is now; nothing where what was sent has no key (None).

        The commit raises `AnsweredMeanwhile` when something is kept for this request already.
        """

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, what was made before `moment`. Return how many requests that were."""
