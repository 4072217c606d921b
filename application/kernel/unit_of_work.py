"""The unit of work, as a port: what is kept together, or not at all."""

from abc import abstractmethod
from typing import Protocol


class UnitOfWork(Protocol):
    """Collects what the other ports were told to keep, until it commits. What is never committed never was."""

    @abstractmethod
    async def commit(self) -> None:
        """Make all of it durable at once, or none of it.

        Raises the refusal that what was added or changed deserves: its port says which.
        """
