"""Prove the sums equal to the lines."""

from dataclasses import dataclass

from application.reporting.ports import Rollups


@dataclass(frozen=True, slots=True)
class VerifyRollups:
    """Add all lines up, and compare."""

    rollups: Rollups

    async def __call__(self) -> int:
        """Return how many sums are not what the lines add up to."""
        return await self.rollups.differences()
