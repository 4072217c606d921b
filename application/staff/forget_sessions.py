"""Forget old sessions."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from application.kernel.clock import Clock
from application.staff.ports import Sessions

CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ForgetSessions:
    """Make room: sessions that ended need no memory once their last token has expired anyway."""

    sessions: Sessions
    clock: Clock

    async def __call__(self) -> int:
        """Return how many were forgotten."""
        return await self.sessions.forget_before(self.clock.now() - CLOCKS_DIFFER_BY)
