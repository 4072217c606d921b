"""A device that belongs to the restaurant."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NewType
from uuid import UUID

from domain.kernel.errors import Conflict, NotFound, NotSignedIn
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name

DeviceId = NewType("DeviceId", UUID)


class DeviceNotFound(NotFound):
    """The restaurant has no such device."""

    says = "Device not found"


class DeviceChanged(Conflict):
    """Somebody else changed the device since it was read."""

    says = "The device was changed in the meantime; read it again"


class PairingRefused(NotSignedIn):
    """A pairing code that is wrong, used or too old."""

    says = "The pairing code is wrong, used or expired; ask a manager for a new one"
    error = "invalid_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A manager's word that whoever brings the code soon is a device of the restaurant. `code` is its digest."""

    code: bytes
    name: Name
    offered_by: WaiterId
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A till or a tablet on which waiters sign in with a PIN, until it is revoked. `secret` is a digest."""

    id: DeviceId
    name: Name
    secret: bytes = field(repr=False)
    enrolled_by: WaiterId
    enrolled_at: datetime
    revoked_at: datetime | None = None

    def revoked(self, at: datetime) -> "Device":
        """Return the device that nobody signs in on any more."""
        return replace(self, revoked_at=self.revoked_at or at)
