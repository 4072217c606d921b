"""Offer a pairing."""

from dataclasses import dataclass

from application.kernel.access import ensure_manages
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.staff.activation_codes import PAIRING_CODES_LAST
from application.staff.secrets import Chance, Devices
from domain.kernel.caller import Caller
from domain.kernel.names import tidy_name
from domain.staff.device import Pairing
from domain.staff.secret import digest, read_code


@dataclass(frozen=True, slots=True)
class OfferPairing:
    """Let one device join, soon."""

    devices: Devices
    clock: Clock
    chance: Chance
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, name: str) -> tuple[Pairing, str]:
        """Return the offer and its code: it is shown this once. Raises `OnlyManagersManage` and `InvalidName`."""
        ensure_manages(caller)
        code = self.chance.code()
        pairing = Pairing(
            code=digest(read_code(code)),
            name=tidy_name(name),
            offered_by=caller.id,
            expires_at=self.clock.now() + PAIRING_CODES_LAST,
        )
        await self.devices.offer(pairing)
        await self.work.commit()
        return pairing, code
