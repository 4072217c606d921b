"""Roll up sales."""

from dataclasses import dataclass

from application.reporting.ports import Rollups, TooMuchAtOnce
from domain.reporting.pace import Pace


@dataclass(frozen=True, slots=True)
class RollUpSales:
    """Add every order that is in no sum yet to the sums, in batches that commit one by one."""

    rollups: Rollups

    async def __call__(self) -> int:
        """Return how many orders were added. Raises `Unavailable` where even one order takes too long."""
        pace, counted, more = Pace(), 0, True
        while more:
            try:
                batch = await self.rollups.roll_up(most=pace.lines)
            except TooMuchAtOnce:
                pace = pace.after_it_was_too_much()
                continue
            pace, counted, more = pace.after_it_was_in_time(), counted + batch.orders, batch.more
        return counted
