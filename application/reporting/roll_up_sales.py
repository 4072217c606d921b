"""Roll up sales."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from application.reporting.ports import Rollups, TooMuchAtOnce
from domain.reporting.pace import Pace


@dataclass(frozen=True, slots=True)
class RollUpSales:
    """Add every order that is in no sum yet to the sums, in batches that commit one by one."""

    rollups: Rollups

    async def __call__(self) -> int:
        """Return how many orders were added. Raises `Unavailable` where even one order takes too long."""
        return sum([orders async for orders in self.batches()])

    async def batches(self) -> AsyncIterator[int]:
        """Try a batch at each step, and yield how many orders it added. Raises `Unavailable`, too."""
        pace, more = Pace(), True
        while more:
            try:
                batch = await self.rollups.roll_up(most=pace.lines)
            except TooMuchAtOnce:
                pace = pace.after_it_was_too_much()
                yield 0
            else:
                pace, more = pace.after_it_was_in_time(), batch.more
                yield batch.orders
