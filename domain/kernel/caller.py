"""Who is asking, and in which role."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kernel.ids import WaiterId


class Role(StrEnum):
    """What a person on the staff is trusted with."""

    WAITER = "waiter"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The person on the staff who makes a request."""

    id: WaiterId
    role: Role

    @property
    def is_manager(self) -> bool:
        """Tell whether the whole restaurant is theirs to see."""
        return self.role is Role.MANAGER
