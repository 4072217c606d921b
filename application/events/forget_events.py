"""Forget events."""

from dataclasses import dataclass
from datetime import timedelta

from application.events.ports import EventLog
from application.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class ForgetEvents:
    """Delete the oldest events. The numbers of those that are left stay."""

    log: EventLog
    clock: Clock

    async def __call__(self, *, days: int) -> int:
        """Forget those older than so many days, and return how many they were."""
        return await self.log.forget_before(self.clock.now() - timedelta(days=days))
