"""A person on the staff."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.kernel.caller import Caller, Role
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from domain.people.email import Email


class WaiterNotFound(NotFound):
    """Nobody on the staff has this id or e-mail."""

    says = "User not found"


class EmailTaken(Conflict):
    """Somebody on the staff has this e-mail already, in whatever case."""

    says = "Email already exists"


class WaiterChanged(Conflict):
    """Somebody else changed the user since it was read."""

    says = "The user was changed in the meantime; read it again"


class NoManagerLeft(Conflict):
    """Without this one, nobody could manage the restaurant any more."""

    says = "This is the last active manager; make somebody else a manager first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """Somebody who takes orders. Never changes: each change returns the waiter that follows.

    `version` grows with every change, `token_version` whenever all tokens given out before are to be worth nothing.
    """

    id: WaiterId
    email: Email
    name: Name
    registered_at: datetime
    role: Role = Role.WAITER
    active: bool = True
    version: int = 1
    token_version: int = 1

    @property
    def caller(self) -> Caller:
        """Who this person is to the other contexts."""
        return Caller(id=self.id, role=self.role)

    @property
    def manages(self) -> bool:
        """Tell whether the restaurant is theirs to manage today."""
        return self.active and self.role is Role.MANAGER

    @property
    def serves(self) -> bool:
        """Tell whether orders can be theirs today."""
        return self.active and self.role is not Role.KITCHEN

    def changed(
        self,
        *,
        email: Email | None = None,
        name: Name | None = None,
        role: Role | None = None,
        active: bool | None = None,
    ) -> "Waiter":
        """Return the waiter with what is given, or itself where nothing differs.

        Who leaves is signed out, and so is who becomes a manager: what opened the session of a waiter, a PIN perhaps,
        is not enough for a manager's.
        """
        following = replace(
            self,
            email=self.email if email is None else email,
            name=self.name if name is None else name,
            role=self.role if role is None else role,
            active=self.active if active is None else active,
        )
        if following == self:
            return self
        leaves = self.active and not following.active
        rises = following.manages and not self.manages
        return following.signed_out() if leaves or rises else replace(following, version=self.version + 1)

    def signed_out(self) -> "Waiter":
        """Return the waiter with every token given out so far worth nothing."""
        return replace(self, version=self.version + 1, token_version=self.token_version + 1)
