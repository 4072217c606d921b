"""Offer the setup token of the settings."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from application.access.ports import Setups
from application.kernel.unit_of_work import UnitOfWork
from domain.access.secret import AlreadySetUp

Standing = Literal["good", "replaced", "used"]
"""Whether a token makes the first manager, another does, or there is one."""


@dataclass(frozen=True, slots=True)
class OfferSetupToken:
    """Have the token that the program was started with make the first manager."""

    setups: Setups
    work: UnitOfWork

    async def __call__(self, *, setup_token: bytes, chosen: bool) -> Standing:
        """Return how the token, which this is the digest of, stands from now on.

        One that somebody has `chosen` takes the place of any other, at each start; else what was offered before stays.
        """
        offer = self.setups.offer if chosen else self.setups.offer_the_first
        with suppress(AlreadySetUp):
            await self.work.commit(None, offer(setup_token))
        if await self.setups.done():
            return "used"
        return "good" if await self.setups.offered() == setup_token else "replaced"
