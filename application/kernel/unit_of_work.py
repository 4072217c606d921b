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

        Raises the refusal that what was added or changed deserves: its port says which.
        """
