"""What signing in by e-mail alone takes and answers."""

from typing import Annotated, ClassVar, Self

import msgspec

from domain.kernel.errors import Invalid
from domain.people.waiter import Waiter
from entrypoints.http.kernel.body import Missing, OldBody
from entrypoints.http.people.schemas import UserView


class EmailRequired(Invalid):
    """A sign-in without an e-mail."""

    says = "Email is required"


class SignInBody(OldBody, frozen=True):
    """A sign-in."""

    example: ClassVar = {"email": "ana@example.com"}

    email: Annotated[str, Missing(EmailRequired)]


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
