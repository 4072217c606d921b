"""Verify the sums."""

from dataclasses import dataclass

from application.reporting.ports import Rollups


@dataclass(frozen=True, slots=True)
class VerifyRollups:
    """Add all lines up, and compare with the sums."""

    rollups: Rollups

    async def __call__(self) -> int:
        """Return how many sums differ from what the lines add up to."""
        return await self.rollups.differences()
