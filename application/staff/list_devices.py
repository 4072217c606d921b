"""List the devices."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.access import ensure_manages
from application.staff.secrets import Devices
from domain.kernel.caller import Caller
from domain.staff.device import Device


@dataclass(frozen=True, slots=True)
class ListDevices:
    """Every device there ever was."""

    devices: Devices

    async def __call__(self, *, caller: Caller) -> Sequence[Device]:
        """Return them in the order they joined, or raise `OnlyManagersManage`."""
        ensure_manages(caller)
        return await self.devices.all()
