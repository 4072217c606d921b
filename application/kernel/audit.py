"""The audit, as a port."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from typing import Protocol
from uuid import UUID

from application.kernel.unit_of_work import Change
from domain.kernel.audit import Entry, Event
from domain.kernel.ids import RestaurantId


class Audit(Protocol):
    """A restaurant's sealed entries of what happened: they are added, never changed."""

    @abstractmethod
    def note(self, event: Event) -> Change:
        """Write it down, sealed with everything before it."""

    @abstractmethod
    def note_later(self, about: UUID, events: Sequence[Event]) -> Change:
        """Put these into the queue of `catch_up`, without waiting for other entries being sealed.

        They are queued under the id of what they are `about`, once for each, and taken in the order of these ids.
        """

    @abstractmethod
    async def catch_up(self, *, most: int) -> int:
        """Seal, at once, the queued events about up to `most` ids, the lowest first. Return about how many ids.

        Does nothing, and returns 0, where another process holds the audit's lock for too long.
        """

    @abstractmethod
    async def before(self, number: int | None, *, most: int) -> Sequence[Entry]:
        """Return the newest entries, or the newest before this number: newest first."""

    @abstractmethod
    def all(self) -> AsyncIterator[Entry]:
        """Go through every entry, oldest first."""

    @abstractmethod
    async def head(self) -> tuple[int, bytes]:
        """Return the number and the seal that the last entry must have: 0 and nothing before the first."""


class AuditQueues(Protocol):
    """The queues of `Audit.catch_up`, of all restaurants."""

    @abstractmethod
    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return those with events in their queues."""
