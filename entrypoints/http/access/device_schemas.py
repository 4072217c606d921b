"""What devices' calls take and answer."""

from datetime import datetime
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

import msgspec

from domain.access.device import Device, Pairing
from domain.access.secret import Code
from domain.kernel.errors import Invalid
from domain.kernel.names import Name
from entrypoints.http.access.managed_schemas import CODE_EXAMPLE, CodeRequired
from entrypoints.http.kernel.body import Body, Missing


class NameRequired(Invalid):
    """A pairing without a name for the device."""

    says = "A name is required"


class PairingBody(Body, frozen=True):
    """What the device will be called."""

    example: ClassVar = {"name": "Till at the bar"}

    name: Annotated[Name, Missing(NameRequired)]


class EnrolmentBody(Body, frozen=True):
    """A pairing code."""

    example: ClassVar = {"code": CODE_EXAMPLE}

    code: Annotated[Code, Missing(CodeRequired)]


class PairingOffered(msgspec.Struct, frozen=True):
    """A pairing code: it is shown this once."""

    name: str
    code: str
    expires_at: datetime

    @classmethod
    def of(cls, pairing: Pairing, code: Code) -> Self:
        """Show an offer."""
        return cls(pairing.name, code.in_groups, pairing.expires_at)


class DeviceView(msgspec.Struct, frozen=True):
    """A device of the restaurant."""

    id: UUID
    name: str
    enrolled_by: UUID
    enrolled_at: datetime
    revoked_at: datetime | None

    @classmethod
    def of(cls, device: Device) -> Self:
        """Show a device."""
        return cls(device.id, device.name, device.enrolled_by, device.enrolled_at, device.revoked_at)


class DeviceEnrolled(msgspec.Struct, frozen=True):
    """A new device, and what it sends as `Device-Token` from now on: it is shown this once."""

    device: DeviceView
    device_token: str


class DeviceShown(msgspec.Struct, frozen=True):
    """A device."""

    device: DeviceView


class DevicesListed(msgspec.Struct, frozen=True):
    """Every device."""

    devices: list[DeviceView]


DEVICE_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-000000000009",
    "name": "Till at the bar",
    "enrolled_by": "01937b1e-7c00-7000-8000-000000000001",
    "enrolled_at": "2026-11-20T18:30:00Z",
    "revoked_at": None,
}
