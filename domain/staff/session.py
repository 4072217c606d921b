"""Being signed in."""

from typing import NewType
from uuid import UUID

from domain.kernel.errors import NotSignedIn

SessionId = NewType("SessionId", UUID)


class SessionEnded(NotSignedIn):
    """Signed out since, here or everywhere."""

    says = "The session has ended; sign in again"
    error = "token_revoked"
