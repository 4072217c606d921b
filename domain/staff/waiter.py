"""A person on the staff."""

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.caller import Caller, Role
from domain.kernel.errors import Conflict, Invalid, NotFound, NotSignedIn
from domain.kernel.ids import WaiterId


class WaiterNotFound(NotFound):
    """Nobody on the staff has this id or e-mail."""

    says = "User not found"


class EmailTaken(Conflict):
    """Somebody on the staff has this e-mail already, in whatever case."""

    says = "Email already exists"


class InvalidEmail(Invalid):
    """Not an e-mail address."""

    says = "The e-mail address is not valid"


class WaiterInactive(NotSignedIn):
    """On the staff no more."""

    says = "The user is inactive"
    error = "user_inactive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """Somebody who takes orders. `version` grows with every change."""

    id: WaiterId
    email: str
    name: str
    registered_at: datetime
    role: Role = Role.WAITER
    active: bool = True
    version: int = 1

    @property
    def caller(self) -> Caller:
        """Who this person is to the other contexts."""
        return Caller(id=self.id, role=self.role)
