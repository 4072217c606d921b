"""Statistics, as a port: what the database knows of its tables, by which it chooses how to read them."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol


class Statistics(Protocol):
    """Knows how much there is, as of when it last looked."""

    @abstractmethod
    async def refresh(self) -> Sequence[str]:
        """Look again at every table that is no longer about as large as it was, and return their names."""
