"""What is written down for good, as a port."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from domain.kernel.audit import Entry, Event


class Audit(Protocol):
    """The restaurant's book of what happened: entries are added, never changed."""

    @abstractmethod
    async def note(self, event: Event) -> None:
        """Write it down once the unit of work commits, sealed with everything before it."""

    @abstractmethod
    async def before(self, number: int | None, *, most: int) -> Sequence[Entry]:
        """Return the newest entries, or the newest before this number: newest first."""

    @abstractmethod
    def all(self) -> AsyncIterator[Entry]:
        """Go through every entry, oldest first."""

    @abstractmethod
    async def head(self) -> tuple[int, bytes]:
        """Return the number and the seal that the last entry must have: 0 and nothing before the first."""
