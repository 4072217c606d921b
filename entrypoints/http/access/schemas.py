"""What signing in by e-mail alone takes and answers."""

from typing import ClassVar, Self

import msgspec

from domain.kernel.errors import Invalid
from domain.people.waiter import Waiter
from entrypoints.http.kernel.body import OldForm, text
from entrypoints.http.people.schemas import UserView


class EmailRequired(Invalid):
    """A sign-in without an e-mail."""

    says = "Email is required"


class SignInBody(msgspec.Struct):
    """A sign-in."""

    email: str


class SignInForm(OldForm):
    """A sign-in, read."""

    shape = SignInBody
    example: ClassVar[dict[str, object]] = {"email": "ana@example.com"}

    def __init__(self, email: str) -> None:
        self.email = email

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        if not body.get("email"):
            raise EmailRequired(field=("email",))
        return cls(text(body["email"], "email"))


class SignedIn(msgspec.Struct, frozen=True):
    """A token, and whose it is."""

    access_token: str
    user: UserView


class TokenValid(msgspec.Struct, frozen=True):
    """Whose token was sent."""

    message: str
    user: UserView

    @classmethod
    def of(cls, waiter: Waiter) -> Self:
        """Show whose it is."""
        return cls("Token is valid", UserView.of(waiter))
