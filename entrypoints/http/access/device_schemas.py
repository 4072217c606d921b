"""What devices' calls take and answer."""

from datetime import datetime
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

import msgspec

from domain.access.device import Device, Pairing
from domain.kernel.errors import Invalid
from domain.kernel.names import Name
from entrypoints.http.access.managed_schemas import CODE_EXAMPLE, CodeRequired
from entrypoints.http.kernel.body import Form, name, text


class NameRequired(Invalid):
    """A pairing without a name for the device."""

    says = "A name is required"


class PairingBody(msgspec.Struct):
    """What the device will be called."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class EnrolmentBody(msgspec.Struct):
    """A pairing code."""

    code: str


class PairingForm(Form):
    """What the device will be called, read."""

    shape = PairingBody
    example: ClassVar[dict[str, object]] = {"name": "Till at the bar"}

    def __init__(self, called: Name) -> None:
        self.name = called

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        if not body.get("name"):
            raise NameRequired(field=("name",))
        return cls(name(body["name"], "name"))


class EnrolmentForm(Form):
    """A pairing code, read."""

    shape = EnrolmentBody
    example: ClassVar[dict[str, object]] = {"code": CODE_EXAMPLE}

    def __init__(self, code: str) -> None:
        self.code = code

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        if not body.get("code"):
            raise CodeRequired(field=("code",))
        return cls(text(body["code"], "code"))


class PairingOffered(msgspec.Struct, frozen=True):
    """A pairing code: it is shown this once."""

    name: str
    code: str
    expires_at: datetime

    @classmethod
    def of(cls, pairing: Pairing, code: str) -> Self:
        """Show an offer."""
        return cls(pairing.name, code, pairing.expires_at)


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
