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
    Addresses are counted by `everywhere`, for all restaurants together, or each restaurant would allow the rate anew.
    """

    everywhere: RateLimits
    limits: RateLimits
    clock: Clock
    rate: Rate | None
    address: str

    async def stranger(self) -> None:
        """Count one from this address, or raise `TooMany` when too many came from there."""
        await self._take(self.everywhere, _STRANGERS, self.address)

    async def known(self, who: UUID) -> None:
        """Count one of this device or session, or raise `TooMany` when too many were."""
        await self._take(self.limits, _KNOWN, str(who))

    async def _take(self, limits: RateLimits, what: str, who: str) -> None:
        if self.rate is not None:
            await limits.take(what, who, rate=self.rate, now=self.clock.now())
