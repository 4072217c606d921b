"""Rate limits, as a port."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from domain.kernel.rate import Rate


class RateLimits(Protocol):
    """Counts for all workers together."""

    @abstractmethod
    async def take(self, what: str, who: str, *, rate: Rate, now: datetime) -> None:
        """Count one, at once, or raise `TooMany` when that would exceed the rate.

        `SettingsChanged` where the restaurant is forgotten, wherever one can be.
        """

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, who has used up nothing since `moment`. Return how many."""
