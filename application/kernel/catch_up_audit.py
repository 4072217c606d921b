"""Catch up with what is to be written down."""

from dataclasses import dataclass
from typing import Final

from application.kernel.audit import Audit

_BATCH: Final = 50


@dataclass(frozen=True, slots=True)
class CatchUpAudit:
    """Write down for good what waits for it: orders do not wait for each other to be in the book."""

    audit: Audit

    async def __call__(self) -> int:
        """Return how many things with something to write down about them were taken out of the queue."""
        caught_up = taken = await self.audit.catch_up(most=_BATCH)
        while taken == _BATCH:
            taken = await self.audit.catch_up(most=_BATCH)
            caught_up += taken
        return caught_up
