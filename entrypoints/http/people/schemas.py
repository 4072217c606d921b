"""What the staff's calls take and answer."""

from datetime import datetime
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

import msgspec

from domain.kernel.caller import Role
from domain.kernel.errors import Invalid
from domain.people.waiter import Waiter
from entrypoints.http.kernel.body import Form, OldForm, name, text, yes_or_no


class EmailAndNameRequired(Invalid):
    """A registration without an e-mail or a name."""

    says = "Email and name are required"


class UnknownRole(Invalid):
    """A role that the restaurant does not know."""

    says = "A role is `waiter` or `manager`"


class RegistrationBody(msgspec.Struct):
    """A registration."""

    email: Annotated[str, msgspec.Meta(max_length=320)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    role: Role = Role.WAITER


class UserChangeBody(msgspec.Struct, omit_defaults=True):
    """What is to change about a user. What is absent or null stays."""

    email: Annotated[str, msgspec.Meta(max_length=320)] | None = None
    name: str | None = None
    role: Role | None = None
    active: bool | None = None


class RegistrationForm(OldForm):
    """A registration, read."""

    shape = RegistrationBody
    example: ClassVar[dict[str, object]] = {"email": "ana@example.com", "name": "Ana", "role": "waiter"}

    def __init__(self, body: dict[str, object]) -> None:
        self.email = text(body["email"], "email")
        self.name = name(body["name"], "name")
        self.role = _role(body.get("role")) or Role.WAITER

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        for key in ("email", "name"):
            if not body.get(key):
                raise EmailAndNameRequired(field=(key,))
        return cls(body)


class UserChangeForm(Form):
    """A change to a user, read."""

    shape = UserChangeBody
    example: ClassVar[dict[str, object]] = {"role": "manager"}

    def __init__(self, body: dict[str, object]) -> None:
        email, new_name, active = body.get("email"), body.get("name"), body.get("active")
        self.email = None if email is None else text(email, "email")
        self.name = None if new_name is None else name(new_name, "name")
        self.role = _role(body.get("role"))
        self.active = None if active is None else yes_or_no(active, "active")

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        return cls(body)


def _role(value: object) -> Role | None:
    if value is None:
        return None
    try:
        return Role(text(value, "role"))
    except ValueError as refusal:
        raise UnknownRole(field=("role",)) from refusal


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


USER_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-000000000001",
    "email": "ana@example.com",
    "name": "Ana",
    "created_at": "2026-11-20T18:30:00Z",
    "role": "waiter",
    "active": True,
}
