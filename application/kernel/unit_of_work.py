"""The unit of work, as a port: what is kept together, or not at all."""

from abc import abstractmethod
from typing import Protocol, TypeVar

T = TypeVar("T")


class Change:
    """What it takes to keep one thing: made by a port, done by the unit of work. What is never committed never was."""

    __slots__ = ()


class UnitOfWork(Protocol):
    """Does what the other ports have made ready."""

    @abstractmethod
    async def commit(self, outcome: T, *changes: Change) -> T:
        """Make all changes durable at once, or none of them, and return `outcome`.

        Raises the refusal that what is added or changed deserves: the port that made the change says which. Raises
        `Unavailable` when it could not be done, and `OutcomeUnknown` when nobody knows.
        """

    @abstractmethod
    async def confirm(self) -> None:
        """Return once whatever was read so far is as durable as what was committed.

        That is for who is told that something is done, though nothing had to be: it was found to be so, and may have
        been left by somebody who was not told. Raises `OutcomeUnknown` when it cannot be said.
        """
