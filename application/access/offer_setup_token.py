"""Offer the setup token of the settings."""

from dataclasses import dataclass
from typing import Literal

from application.access.ports import Setups
from application.kernel.unit_of_work import UnitOfWork

Standing = Literal["good", "replaced", "used"]
"""Whether a token makes the first manager, another does, or there is one."""


@dataclass(frozen=True, slots=True)
class OfferSetupToken:
    """Have the token that the program was started with make the first manager, where none was offered before."""

    setups: Setups
    work: UnitOfWork

    async def __call__(self, *, setup_token: bytes) -> Standing:
        """Return how the token, which this is the digest of, stands from now on."""
        await self.work.commit(None, self.setups.offer_the_first(setup_token))
        if await self.setups.done():
            return "used"
        return "good" if await self.setups.offered() == setup_token else "replaced"
