"""Keep sums of what was sold ahead of the question."""

from dataclasses import dataclass
from typing import Final

from application.reporting.ports import Rollups

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class RollUpSales:
    """Count every order that no sum has counted yet, a batch at a time."""

    rollups: Rollups

    async def __call__(self) -> int:
        """Return how many orders were counted."""
        counted = taken = await self.rollups.roll_up(most=_BATCH)
        while taken == _BATCH:
            taken = await self.rollups.roll_up(most=_BATCH)
            counted += taken
        return counted
