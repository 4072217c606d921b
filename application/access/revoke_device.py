"""Revoke a device."""

from dataclasses import dataclass

from application.access.ports import Devices, Sessions
from application.kernel.access import ensure_manages
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from domain.access.device import Device, DeviceId
from domain.access.lifetimes import TOKENS_LAST
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class RevokeDevice:
    """Take a device out of the restaurant: nobody signs in on it any more, and whoever is signed in is out at once."""

    devices: Devices
    sessions: Sessions
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, device: DeviceId) -> Device:
        """Return the device. Raises `OnlyManagersManage`, `DeviceNotFound` and `DeviceChanged`."""
        ensure_manages(caller)
        before, now = await self.devices.get(device), self.clock.now()
        if before.revoked_at is not None:
            await self.work.confirm()
            return before
        after = before.revoked(now)
        revoked = Event(happening=Happening.DEVICE_REVOKED, at=now, actor=caller.id, subject=device)
        return await self.work.commit(
            after,
            self.devices.revoke(after),
            self.sessions.end_on(device, until=now + TOKENS_LAST),
            self.audit.note(revoked),
        )
