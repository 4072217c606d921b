"""Renew the restaurant's setup token."""

from dataclasses import dataclass

from application.access.ports import Setups
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from domain.kernel.audit import Event, Happening
from domain.kernel.ids import RestaurantId


@dataclass(frozen=True, slots=True)
class RenewSetupToken:
    """Have another token make the restaurant's first manager. The one of before, which was lost, no longer does."""

    setups: Setups
    restaurant: RestaurantId
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, setup_token: bytes) -> None:
        """Offer the token that this is the digest of, or raise `AlreadySetUp`."""
        renewed = Event(happening=Happening.SETUP_TOKEN_RENEWED, at=self.clock.now(), subject=self.restaurant)
        await self.work.commit(None, self.setups.offer(setup_token), self.audit.note(renewed))
