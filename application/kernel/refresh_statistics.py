"""Refresh statistics."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.statistics import Statistics


@dataclass(frozen=True, slots=True)
class RefreshStatistics:
    """Keep the planner's statistics current, so that no plan is made for tables smaller than they are."""

    statistics: Statistics

    async def __call__(self) -> Sequence[str]:
        """Return the names of the tables that were analyzed."""
        return await self.statistics.refresh()
