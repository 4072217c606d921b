"""The time of day, as a port."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Says what time it is."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the moment, aware, in UTC, to the microsecond."""
