"""What signing in with secrets takes and answers."""

from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

import msgspec

from domain.access.lifetimes import TOKENS_LAST
from domain.access.secret import Code, Password, Pin, Secret, SecretKind
from domain.access.session import Opened
from domain.kernel.errors import Invalid
from domain.people.waiter import Waiter
from domain.restaurant.slug import Slug
from entrypoints.http.access.carried import carried
from entrypoints.http.access.schemas import EmailRequired
from entrypoints.http.kernel.body import Body, Missing, OldBody
from entrypoints.http.people.schemas import RegistrationBody, UserView


class SecretRequired(Invalid):
    """A sign-in or an activation with neither a password nor a PIN."""

    says = "A password or a PIN is required"


class CodeRequired(Invalid):
    """An activation or an enrolment without a code."""

    says = "A code is required"


class RefreshTokenRequired(Invalid):
    """A refresh without a refresh token."""

    says = "A refresh token is required"


def secret_of(password: str | None, pin: str | None) -> Secret:
    """Return what was sent, either of the two. Whether it could be a secret is nobody's business here."""
    return Secret(SecretKind.PIN, pin or "") if password is None else Secret(SecretKind.PASSWORD, password)


class SecretSignInBody(OldBody, frozen=True):
    """A sign-in, with a password, or with a PIN on a device of the restaurant."""

    example: ClassVar = {"email": "ana@example.com", "password": "a long and good password"}

    email: Annotated[str, Missing(EmailRequired)]
    password: Annotated[str | None, Missing(SecretRequired, unless="pin")] = None
    pin: Annotated[str | None, Missing(instead_of="password")] = None

    @property
    def secret(self) -> Secret:
        """What was sent."""
        return secret_of(self.password, self.pin)


class ActivationBody(Body, frozen=True):
    """A choice of secrets: a password, a PIN, or both."""

    example: ClassVar = {"email": "ana@example.com", "code": "7XK2-9QPM-4TRB-W0ZC", "pin": "408126"}

    email: Annotated[str, Missing(EmailRequired)]
    code: Annotated[Code, Missing(CodeRequired)]
    password: Annotated[Password | None, Missing()] = None
    pin: Annotated[Pin | None, Missing()] = None

    def __post_init__(self) -> None:
        """Refuse what chooses neither: what is wrong with the rest was told before."""
        if not self.secrets:
            raise SecretRequired(field=("password",))

    @property
    def secrets(self) -> list[Secret]:
        """What was chosen."""
        chosen = ((SecretKind.PASSWORD, self.password), (SecretKind.PIN, self.pin))
        return [Secret(kind, text) for kind, text in chosen if text]


class RefreshBody(Body, frozen=True):
    """A refresh token, which is good once."""

    example: ClassVar = {"refresh_token": "trattoria.01937b1e-7c00-7000-8000-000000000001.XyZ..."}

    refresh_token: Annotated[str, Missing(RefreshTokenRequired)]


class EmploymentBody(RegistrationBody, frozen=True):
    """A new user. Only the first manager, whom the setup token makes, brings a password along."""

    password: Annotated[Password | None, Missing()] = None

    @property
    def secret(self) -> Secret | None:
        """What the first manager chose."""
        return None if self.password is None else Secret(SecretKind.PASSWORD, self.password)


class SessionOpened(msgspec.Struct, frozen=True):
    """A session: what opens doors for so many seconds, and what renews it, once."""

    access_token: str
    user: UserView
    refresh_token: str
    expires_in: int

    @classmethod
    def of(cls, opened: Opened, slug: Slug) -> Self:
        """Show a session."""
        lasts = int(TOKENS_LAST.total_seconds())
        return cls(opened.access_token, UserView.of(opened.waiter), carried(slug, opened.refresh_token), lasts)


class UserEmployed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A new user, and the code to choose a secret with: it is shown this once."""

    message: str
    user: UserView
    activation_code: str | None = None

    @classmethod
    def of(cls, waiter: Waiter, code: Code | None) -> Self:
        """Show a new waiter."""
        return cls("User created successfully", UserView.of(waiter), code and code.in_groups)


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
