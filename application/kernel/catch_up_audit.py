"""Catch up with the audit's queue."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from application.kernel.audit import Audit

_BATCH: Final = 50


@dataclass(frozen=True, slots=True)
class CatchUpAudit:
    """Seal the events in the audit's queue, so that orders need not wait for each other to be audited."""

    audit: Audit

    async def __call__(self) -> int:
        """Return about how many ids events were taken out of the queue."""
        return sum([taken async for taken in self.batches()])

    async def batches(self) -> AsyncIterator[int]:
        """Seal a batch at each step, and yield about how many ids its events were about."""
        taken = _BATCH
        while taken == _BATCH:
            taken = await self.audit.catch_up(most=_BATCH)
            yield taken
