"""Refresh statistics."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.statistics import Statistics


@dataclass(frozen=True, slots=True)
class RefreshStatistics:
    """Keep the database's picture of its tables true, so that nothing is looked up as if they were small."""

    statistics: Statistics

    async def __call__(self) -> Sequence[str]:
        """Return the names of the tables that were looked at again."""
        return await self.statistics.refresh()
