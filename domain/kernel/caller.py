"""Who is asking, and in which role."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.kernel.errors import Invalid
from domain.kernel.ids import WaiterId


class UnknownRole(Invalid):
    """A role that the restaurant does not know."""

    says = "A role is `waiter`, `kitchen` or `manager`"


class Role(StrEnum):
    """What a person on the staff is trusted with."""

    WAITER = "waiter"
    KITCHEN = "kitchen"
    MANAGER = "manager"

    @property
    def acts_as(self) -> frozenset["Role"]:
        """The roles whose work this one may do: a manager that of all."""
        return _ACTS_AS[self]

    @classmethod
    def _missing_(cls, value: object) -> "Role":  # noqa: ARG003 - what `Enum` hands on
        raise UnknownRole


_ACTS_AS: Final = {role: frozenset(Role) if role is Role.MANAGER else frozenset({role}) for role in Role}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The person on the staff who makes a request."""

    id: WaiterId
    role: Role

    @property
    def is_manager(self) -> bool:
        """Tell whether the whole restaurant is theirs to see."""
        return self.role is Role.MANAGER

    @property
    def is_kitchen(self) -> bool:
        """Tell whether boards and lines that move along are all that is theirs."""
        return self.role is Role.KITCHEN
