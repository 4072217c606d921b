"""The restaurant's devices, in memory."""

from collections.abc import Sequence
from datetime import datetime

from adapters.memory.kernel.store import MemoryStore, forget
from adapters.memory.kernel.unit_of_work import Step, Undo, both, drop, put
from application.access.ports import Devices
from application.kernel.unit_of_work import Change
from domain.access.device import Device, DeviceChanged, DeviceId, DeviceNotFound, Pairing, PairingRefused
from domain.kernel.ids import RestaurantId


class MemoryDevices(Devices):
    """Keeps devices and pairings in dicts."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    def offer(self, pairing: Pairing) -> Change:
        return Step(lambda: put(self._shelf.pairings, pairing.code, pairing))

    async def offered(self, code: bytes, *, now: datetime) -> Pairing:
        pairing = self._shelf.pairings.get(code)
        if pairing is None or pairing.expires_at <= now:
            raise PairingRefused
        return pairing

    def enrol(self, device: Device, code: bytes) -> Change:
        def step() -> Undo:
            pairing = self._shelf.pairings.get(code)
            if pairing is None or pairing.expires_at <= device.enrolled_at:
                raise PairingRefused
            return both(drop(self._shelf.pairings, code), put(self._shelf.devices, device.id, device))

        return Step(step)

    async def get(self, device: DeviceId) -> Device:
        try:
            return self._shelf.devices[device]
        except KeyError:
            raise DeviceNotFound from None

    async def all(self) -> Sequence[Device]:
        return sorted(self._shelf.devices.values(), key=lambda device: device.id)

    def revoke(self, device: Device) -> Change:
        def step() -> Undo:
            before = self._shelf.devices.get(device.id)
            if before is None or before.revoked_at is not None:
                raise DeviceChanged
            return put(self._shelf.devices, device.id, device)

        return Step(step)

    def require(self, device: DeviceId) -> Change:
        def step() -> Undo:
            found = self._shelf.devices.get(device)
            if found is None or found.revoked_at is not None:
                raise DeviceNotFound
            return both()

        return Step(step)

    async def forget_before(self, moment: datetime) -> int:
        return forget(self._shelf.pairings, lambda pairing: pairing.expires_at < moment)
