"""Offer a pairing."""

from dataclasses import dataclass

from application.access.chance import Chance
from application.access.ports import Devices
from application.kernel.access import ensure_manages
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from domain.access.device import Pairing
from domain.access.lifetimes import PAIRING_CODES_LAST
from domain.access.secret import Code
from domain.kernel.caller import Caller
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class OfferPairing:
    """Let one device join, soon."""

    devices: Devices
    clock: Clock
    chance: Chance
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, name: Name) -> tuple[Pairing, Code]:
        """Return the offer and its code: it is shown this once. Raises `OnlyManagersManage`."""
        ensure_manages(caller)
        code = self.chance.code()
        pairing = Pairing(
            code=code.digest,
            name=name,
            offered_by=caller.id,
            expires_at=self.clock.now() + PAIRING_CODES_LAST,
        )
        return await self.work.commit((pairing, code), self.devices.offer(pairing))
