"""The unit of work, as a port: what is kept together, or not at all."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Protocol

Companion = Callable[[object], Awaitable[None]]
"""Keeps something beside what a use case does: it is given what the use case is about to return."""


class UnitOfWork(Protocol):
    """Collects what the other ports were told to keep, until it commits. What is never committed never was."""

    @abstractmethod
    def beside(self, companion: Companion) -> None:
        """Let `companion` add to every commit from here on, so that it stands or falls with it."""

    @abstractmethod
    async def commit(self, outcome: object = None) -> None:
        """Make all of it durable at once, or none of it. `outcome` is what the use case is about to return.

        Raises the refusal that what was added or changed deserves: its port says which. Raises `Unavailable` when it
        could not be done, and `OutcomeUnknown` when nobody knows.
        """

    @abstractmethod
    async def confirm(self) -> None:
        """Return once whatever was read so far is as durable as what was committed.

        That is for who is told that something is done, though nothing had to be: it was found to be so, and may have
        been left by somebody who was not told. Raises `OutcomeUnknown` when it cannot be said.
        """
