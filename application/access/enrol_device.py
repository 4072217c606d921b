"""Enrol a device."""

from dataclasses import dataclass

from application.access.admission import Admission
from application.access.chance import Chance
from application.access.ports import Devices
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import Waiters
from domain.access.device import Device, DeviceId, PairingRefused
from domain.access.secret import Code, digest
from domain.kernel.audit import Event, Happening


@dataclass(frozen=True, slots=True)
class EnrolDevice:
    """Make a device one of the restaurant's, for a pairing code."""

    devices: Devices
    waiters: Waiters
    audit: Audit
    clock: Clock
    ids: Ids
    chance: Chance
    work: UnitOfWork

    async def __call__(self, *, code: Code, admission: Admission) -> tuple[Device, str]:
        """Return the device, and the token that it shows from now on. Raises `PairingRefused` and `TooMany`."""
        now, secret = self.clock.now(), self.chance.token()
        try:
            pairing = await self.devices.offered(code.digest, now=now)
        except PairingRefused:
            await admission.stranger()
            raise
        if not (await self.waiters.get(pairing.offered_by)).manages:
            raise PairingRefused
        device = Device(
            id=DeviceId(self.ids.new()),
            name=pairing.name,
            secret=digest(secret),
            enrolled_by=pairing.offered_by,
            enrolled_at=now,
        )
        enrolled = Event(happening=Happening.DEVICE_ENROLLED, at=now, actor=pairing.offered_by, subject=device.id)
        return await self.work.commit(
            (device, f"{device.id}.{secret}"), self.devices.enrol(device, pairing.code), self.audit.note(enrolled)
        )
