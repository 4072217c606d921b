"""What signing in with secrets takes and answers."""

from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

import msgspec

from domain.access.lifetimes import TOKENS_LAST
from domain.access.secret import InvalidPassword, InvalidPin, Secret, SecretKind, password, pin
from domain.access.session import Opened
from domain.kernel.caller import Role
from domain.kernel.errors import Invalid
from domain.people.waiter import Waiter
from entrypoints.http.access.schemas import EmailRequired
from entrypoints.http.kernel.body import Form, OldForm, text
from entrypoints.http.people.schemas import RegistrationForm, UserView


class SecretRequired(Invalid):
    """A sign-in or an activation with neither a password nor a PIN."""

    says = "A password or a PIN is required"


class CodeRequired(Invalid):
    """An activation or an enrolment without a code."""

    says = "A code is required"


class RefreshTokenRequired(Invalid):
    """A refresh without a refresh token."""

    says = "A refresh token is required"


class SecretSignInBody(msgspec.Struct, omit_defaults=True):
    """A sign-in, with a password, or with a PIN on a device of the restaurant."""

    email: str
    password: str | None = None
    pin: str | None = None


class ActivationBody(msgspec.Struct, omit_defaults=True):
    """A choice of secrets: a password, a PIN, or both."""

    email: str
    code: str
    password: Annotated[str, msgspec.Meta(min_length=12, max_length=128)] | None = None
    pin: Annotated[str, msgspec.Meta(pattern="^[0-9]{6}$")] | None = None


class RefreshBody(msgspec.Struct):
    """A refresh token, which is good once."""

    refresh_token: str


class EmploymentBody(msgspec.Struct, omit_defaults=True):
    """A new user. Only the first manager, whom the setup token makes, brings a password along."""

    email: Annotated[str, msgspec.Meta(max_length=320)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    role: Role = Role.WAITER
    password: str | None = None


class SecretSignInForm(OldForm):
    """A sign-in, read. Whether the secret could be one is nobody's business here."""

    shape = SecretSignInBody
    example: ClassVar[dict[str, object]] = {"email": "ana@example.com", "password": "a long and good password"}

    def __init__(self, body: dict[str, object]) -> None:
        kind = next((each for each in SecretKind if body.get(each.value)), None)
        if kind is None:
            raise SecretRequired(field=("password",))
        self.email = text(body["email"], "email")
        self.secret = Secret(kind, text(body[kind.value], kind.value))

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        if not body.get("email"):
            raise EmailRequired(field=("email",))
        return cls(body)


class ActivationForm(Form):
    """A choice of secrets, read."""

    shape = ActivationBody
    example: ClassVar[dict[str, object]] = {
        "email": "ana@example.com",
        "code": "7XK2-9QPM-4TRB-W0ZC",
        "pin": "408126",
    }

    def __init__(self, body: dict[str, object]) -> None:
        self.email = text(body["email"], "email")
        self.code = text(body["code"], "code")
        self.secrets = [_chosen(kind, body[kind.value]) for kind in SecretKind if body.get(kind.value)]
        if not self.secrets:
            raise SecretRequired(field=("password",))

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        if not body.get("email"):
            raise EmailRequired(field=("email",))
        if not body.get("code"):
            raise CodeRequired(field=("code",))
        return cls(body)


class RefreshForm(Form):
    """A refresh token, read."""

    shape = RefreshBody
    example: ClassVar[dict[str, object]] = {"refresh_token": "01937b1e-7c00-7000-8000-000000000001.XyZ..."}

    def __init__(self, refresh_token: str) -> None:
        self.refresh_token = refresh_token

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        if not body.get("refresh_token"):
            raise RefreshTokenRequired(field=("refresh_token",))
        return cls(text(body["refresh_token"], "refresh_token"))


class EmploymentForm(RegistrationForm):
    """A new user, read."""

    shape = EmploymentBody

    def __init__(self, body: dict[str, object]) -> None:
        super().__init__(body)
        self.secret = _chosen(SecretKind.PASSWORD, body["password"]) if body.get("password") else None


def _chosen(kind: SecretKind, value: object) -> Secret:
    try:
        return (password if kind is SecretKind.PASSWORD else pin)(text(value, kind.value))
    except (InvalidPassword, InvalidPin) as refusal:
        raise refusal.at(kind.value) from None


class SessionOpened(msgspec.Struct, frozen=True):
    """A session: what opens doors for so many seconds, and what renews it, once."""

    access_token: str
    user: UserView
    refresh_token: str
    expires_in: int

    @classmethod
    def of(cls, opened: Opened) -> Self:
        """Show a session."""
        lasts = int(TOKENS_LAST.total_seconds())
        return cls(opened.access_token, UserView.of(opened.waiter), opened.refresh_token, lasts)


class UserEmployed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A new user, and the code to choose a secret with: it is shown this once."""

    message: str
    user: UserView
    activation_code: str | None = None

    @classmethod
    def of(cls, waiter: Waiter, code: str | None) -> Self:
        """Show a new waiter."""
        return cls("User created successfully", UserView.of(waiter), code)


class UserActivated(msgspec.Struct, frozen=True):
    """Somebody who can sign in now."""

    message: str
    user: UserView

    @classmethod
    def of(cls, waiter: Waiter) -> Self:
        """Show who it is."""
        return cls("User activated successfully", UserView.of(waiter))


class CodeIssued(msgspec.Struct, frozen=True):
    """A code: it is shown this once."""

    user_id: UUID
    activation_code: str


CODE_EXAMPLE: Final = "7XK2-9QPM-4TRB-W0ZC"
