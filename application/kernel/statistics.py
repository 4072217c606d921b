"""Statistics, as a port: what the database knows of its tables, by which it chooses how to read them."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol


class Statistics(Protocol):
    """The statistics of all tables."""

    @abstractmethod
    async def refresh(self) -> Sequence[str]:
        """Analyze every table that has doubled or halved since it was last analyzed, and return their names."""
