"""Keep sums of what was sold ahead of the question."""

from dataclasses import dataclass

from application.reporting.ports import Rollups, TooMuchAtOnce
from domain.reporting.pace import Pace


@dataclass(frozen=True, slots=True)
class RollUpSales:
    """Count every order that no sum has counted yet, a batch at a time."""

    rollups: Rollups

    async def __call__(self) -> int:
        """Return how many orders were counted. What a batch has counted stays counted if the next is too much."""
        pace, counted, more = Pace(), 0, True
        while more:
            try:
                batch = await self.rollups.roll_up(most=pace.lines)
            except TooMuchAtOnce:
                pace = pace.after_it_was_too_much()
                continue
            pace, counted, more = pace.after_it_was_in_time(), counted + batch.orders, batch.more
        return counted
