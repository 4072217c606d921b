"""Number receipts."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from application.ordering.receipts import Receipts

_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class NumberReceipts:
    """Give the orders that were closed the numbers of their receipts."""

    receipts: Receipts

    async def __call__(self) -> int:
        """Return how many receipts were numbered."""
        return sum([numbered async for numbered in self.batches()])

    async def batches(self) -> AsyncIterator[int]:
        """Give a batch its numbers at each step, and yield how many receipts it had."""
        numbered = _BATCH
        while numbered == _BATCH:
            numbered = await self.receipts.number(most=_BATCH)
            yield numbered
