"""Number events."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from application.events.ports import EventLog

_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class NumberEvents:
    """Give what was told its place in the log, so that no order waits for another to be numbered."""

    log: EventLog

    async def __call__(self) -> int:
        """Return how many events were numbered."""
        return sum([numbered async for numbered in self.batches()])

    async def batches(self) -> AsyncIterator[int]:
        """Give a batch its numbers at each step, and yield how many events it had."""
        numbered = _BATCH
        while numbered == _BATCH:
            numbered = await self.log.number(most=_BATCH)
            yield numbered
