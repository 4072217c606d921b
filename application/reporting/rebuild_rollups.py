"""Rebuild the sums."""

from dataclasses import dataclass

from application.reporting.ports import Rollups


@dataclass(frozen=True, slots=True)
class RebuildRollups:
    """Delete every sum, and compute it again from the lines."""

    rollups: Rollups

    async def __call__(self) -> None:
        """Return when it is done, or raise `Busy` while another process does."""
        await self.rollups.rebuild()
