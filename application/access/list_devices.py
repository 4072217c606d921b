"""List the devices."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.access.ports import Devices
from application.kernel.access import ensure_manages
from domain.access.device import Device
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class ListDevices:
    """Every device there ever was."""

    devices: Devices

    async def __call__(self, *, caller: Caller) -> Sequence[Device]:
        """Return them in the order they joined, or raise `OnlyManagersManage`."""
        ensure_manages(caller)
        return await self.devices.all()
