"""What is written down for good, as a port."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from typing import Protocol
from uuid import UUID

from application.kernel.unit_of_work import Change
from domain.kernel.audit import Entry, Event


class Audit(Protocol):
    """The restaurant's book of what happened: entries are added, never changed."""

    @abstractmethod
    def note(self, event: Event) -> Change:
        """Write it down, sealed with everything before it."""

    @abstractmethod
    def note_later(self, about: UUID, events: Sequence[Event]) -> Change:
        """Have these written down by `catch_up`, once they are committed, which keeps no others waiting.

        They wait under what they are `about`, in the order of its ids, once for each.
        """

    @abstractmethod
    async def catch_up(self, *, most: int) -> int:
        """Write down, at once, what waits about up to `most` things, the oldest first. Return about how many it was.

        Nothing is done, and 0 returned, while somebody else writes for long.
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
