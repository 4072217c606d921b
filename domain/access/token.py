"""What a token claims, and how one is refused."""

from dataclasses import dataclass
from datetime import datetime

from domain.access.session import SessionId
from domain.kernel.errors import NotSignedIn
from domain.kernel.ids import RestaurantId, WaiterId


class TokenMissing(NotSignedIn):
    """No token was sent."""

    says = "Request does not contain an access token"
    error = "authorization_required"


class TokenInvalid(NotSignedIn):
    """What was sent is no token of ours."""

    says = "Signature verification failed"
    error = "invalid_token"


class TokenExpired(NotSignedIn):
    """A token of ours, past its time."""

    says = "The token has expired"
    error = "token_expired"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says about who carries it.

    That is worth something in its restaurant, as long as `version` is the waiter's `token_version`.
    """

    restaurant: RestaurantId
    waiter: WaiterId
    session: SessionId
    version: int
    expires: datetime
