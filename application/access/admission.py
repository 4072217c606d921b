"""How often somebody may try to get in."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from application.kernel.clock import Clock
from application.kernel.rate_limits import RateLimits
from domain.kernel.rate import Rate

_STRANGERS: Final = "sign-in"
_KNOWN: Final = "sign-in of ours"


@dataclass(frozen=True, slots=True)
class Admission:
    """So many tries a minute from one address, where nobody knows who asks; whom the restaurant knows is counted apart.

    That is a device or a session whose token is right: strangers at the same address are no reason to keep it waiting.
    """

    limits: RateLimits
    clock: Clock
    rate: Rate | None
    address: str

    async def stranger(self) -> None:
        """Count one from this address, or raise `TooMany` when too many came from there."""
        await self._take(_STRANGERS, self.address)

    async def known(self, who: UUID) -> None:
        """Count one of this device or session, or raise `TooMany` when too many were."""
        await self._take(_KNOWN, str(who))

    async def _take(self, what: str, who: str) -> None:
        if self.rate is not None:
            await self.limits.take(what, who, rate=self.rate, now=self.clock.now())
