"""What the staff's calls take and answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

import msgspec

from domain.kernel.caller import Role
from domain.kernel.errors import Invalid
from domain.kernel.names import Name
from domain.people.email import LONGEST_EMAIL
from domain.people.waiter import Waiter
from entrypoints.http.kernel.body import Body, Missing, OldBody


class EmailAndNameRequired(Invalid):
    """A registration without an e-mail or a name."""

    says = "Email and name are required"


class WrittenEmail(str):
    """An e-mail address as it was written: whether it is one, its rules tell where it is kept."""

    __slots__ = ()

    longest: ClassVar = LONGEST_EMAIL


class RegistrationBody(OldBody, frozen=True):
    """A registration."""

    example: ClassVar = {"email": "ana@example.com", "name": "Ana", "role": "waiter"}

    email: Annotated[WrittenEmail, Missing(EmailAndNameRequired)]
    name: Annotated[Name, Missing(EmailAndNameRequired)]
    role: Role = Role.WAITER


class UserChangeBody(Body, frozen=True):
    """What is to change about a user. What is absent or null stays."""

    example: ClassVar = {"role": "manager"}

    email: WrittenEmail | None = None
    name: Name | None = None
    role: Role | None = None
    active: bool | None = None


class UserView(msgspec.Struct, frozen=True):
    """Somebody on the staff."""

    id: UUID
    email: str
    name: str
    created_at: datetime
    role: Role
    active: bool

    @classmethod
    def of(cls, waiter: Waiter) -> Self:
        """Show a waiter."""
        return cls(waiter.id, waiter.email, waiter.name, waiter.registered_at, waiter.role, waiter.active)


class UserCreated(msgspec.Struct, frozen=True):
    """A new user."""

    message: str
    user: UserView

    @classmethod
    def of(cls, waiter: Waiter) -> Self:
        """Show a new waiter."""
        return cls("User created successfully", UserView.of(waiter))


class UserShown(msgspec.Struct, frozen=True):
    """A user."""

    user: UserView


class UsersListed(msgspec.Struct, frozen=True):
    """Every user."""

    users: list[UserView]


class ColleagueView(msgspec.Struct, frozen=True):
    """Somebody who serves."""

    id: UUID
    name: str


class ColleaguesListed(msgspec.Struct, frozen=True):
    """Everybody who serves."""

    colleagues: list[ColleagueView]

    @classmethod
    def of(cls, waiters: Iterable[Waiter]) -> Self:
        """Show waiters."""
        return cls([ColleagueView(each.id, each.name) for each in waiters])


USER_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-000000000001",
    "email": "ana@example.com",
    "name": "Ana",
    "created_at": "2026-11-20T18:30:00Z",
    "role": "waiter",
    "active": True,
}
