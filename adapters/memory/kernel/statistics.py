"""Statistics, in memory."""

from collections.abc import Sequence

from application.kernel.statistics import Statistics


class MemoryStatistics(Statistics):
    """Has none: dicts need no planner."""

    async def refresh(self) -> Sequence[str]:
        """Return nothing."""
        return ()
