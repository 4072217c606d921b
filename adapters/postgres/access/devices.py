"""The restaurant's devices, on PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.access.tables import devices, pairings
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from application.access.ports import Devices
from application.kernel.unit_of_work import Change
from domain.access.device import Device, DeviceChanged, DeviceId, DeviceNotFound, Pairing, PairingRefused
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.names import Name

_OURS: Final = devices.c.restaurant_id == bindparam("restaurant")
_ALL: Final = select(devices).where(_OURS).order_by(devices.c.id)
_ONE: Final = select(devices).where(_OURS, devices.c.id == bindparam("device"))
_REVOKE: Final = update_of(devices).where(devices.c.revoked_at.is_(None))
# Shared with others who sign in, not with who revokes the device: one of the two comes first, and the other sees it.
_IN_USE: Final = _ONE.where(devices.c.revoked_at.is_(None)).with_for_update(read=True)
_GOOD: Final = (
    pairings.c.restaurant_id == bindparam("restaurant"),
    pairings.c.code == bindparam("code"),
    pairings.c.expires_at > bindparam("now"),
)
_OFFERED: Final = select(pairings).where(*_GOOD)
_USE_UP: Final = pairings.delete().where(*_GOOD)
_ENROL: Final = insert(devices).values({column: bindparam(f"new_{column.name}") for column in devices.c})
_FORGET: Final = pairings.delete().where(
    pairings.c.restaurant_id == bindparam("restaurant"), pairings.c.expires_at < bindparam("moment")
)


class PostgresDevices(Devices):
    """Keeps one restaurant's devices in the table `devices`, and offers in `pairings`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    def offer(self, pairing: Pairing) -> Change:
        row = {
            "restaurant_id": self._restaurant,
            "code": pairing.code,
            "name": pairing.name,
            "offered_by": pairing.offered_by,
            "expires_at": pairing.expires_at,
        }
        return Writes({pairings: [row]})

    async def offered(self, code: bytes, *, now: datetime) -> Pairing:
        for row in await self._database.fetch(_OFFERED, {"restaurant": self._restaurant, "code": code, "now": now}):
            return Pairing(
                code=row.code, name=Name.kept(row.name), offered_by=WaiterId(row.offered_by), expires_at=row.expires_at
            )
        raise PairingRefused

    def enrol(self, device: Device, code: bytes) -> Change:
        parameters = {"restaurant": self._restaurant, "code": code, "now": device.enrolled_at}
        joining = Run(_ENROL, new_values(devices, self._row(device)))
        return Writes(run=[Run(_USE_UP, parameters, PairingRefused), joining])

    async def get(self, device: DeviceId) -> Device:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "device": device}):
            return _device(row)
        raise DeviceNotFound

    async def all(self) -> Sequence[Device]:
        return [_device(row) for row in await self._database.fetch(_ALL, {"restaurant": self._restaurant})]

    def revoke(self, device: Device) -> Change:
        return Writes(run=[Run(_REVOKE, new_values(devices, self._row(device)), DeviceChanged)])

    def require(self, device: DeviceId) -> Change:
        return Writes(run=[Run(_IN_USE, {"restaurant": self._restaurant, "device": device}, DeviceNotFound)])

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            return await connection.execute(_FORGET, {"restaurant": self._restaurant, "moment": moment})

    def _row(self, device: Device) -> Values:
        return {
            "restaurant_id": self._restaurant,
            "id": device.id,
            "name": device.name,
            "secret": device.secret,
            "enrolled_by": device.enrolled_by,
            "enrolled_at": device.enrolled_at,
            "revoked_at": device.revoked_at,
        }


def _device(row: Row) -> Device:
    return Device(
        id=DeviceId(row.id),
        name=Name.kept(row.name),
        secret=row.secret,
        enrolled_by=WaiterId(row.enrolled_by),
        enrolled_at=row.enrolled_at,
        revoked_at=row.revoked_at,
    )
