"""Statistics, in memory."""

from collections.abc import Sequence

from application.kernel.statistics import Statistics


class MemoryStatistics(Statistics):
    """Dicts find what they hold in one way, however much it is."""

    async def refresh(self) -> Sequence[str]:
        """Return nothing: nothing depends on it."""
        return ()
