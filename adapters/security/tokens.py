"""Signed tokens (JWT, RFC 7519)."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import jwt

from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.staff.ports import Claims, TokenExpired, TokenInvalid, Tokens
from domain.kernel.ids import RestaurantId, WaiterId
from domain.staff.waiter import Waiter

ISSUER: Final = "restaurant-orders"
LIFETIME: Final = timedelta(hours=12)
LEEWAY: Final = timedelta(seconds=5)
"""How far the clocks of two machines may differ."""

_ALGORITHM: Final = "HS256"
_REQUIRED: Final = ["iss", "aud", "sub", "iat", "exp", "jti"]


class SignedTokens(Tokens):
    """HMAC-signed tokens. Their audience is the restaurant, so one restaurant's token opens no other."""

    def __init__(self, *, secret: str, restaurant: RestaurantId, clock: Clock, ids: Ids) -> None:
        self._secret = secret
        self._audience = str(restaurant)
        self._clock = clock
        self._ids = ids

    def issue(self, waiter: Waiter) -> str:
        """Return a token that is good for `LIFETIME`."""
        now = self._clock.now()
        claims = {
            "iss": ISSUER,
            "aud": self._audience,
            "sub": str(waiter.id),
            "iat": now,
            "exp": now + LIFETIME,
            "jti": str(self._ids.new()),
        }
        return jwt.encode(claims, self._secret, algorithm=_ALGORITHM)  # pyright: ignore[reportUnknownMemberType] - its types name a package that is not installed

    def read(self, token: str) -> Claims:
        """Return the claims. The signature is checked by the library, the times against our clock."""
        try:
            claims = jwt.decode(  # pyright: ignore[reportUnknownMemberType] - the same
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                audience=self._audience,
                issuer=ISSUER,
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False},
            )
            waiter, issued, expires = UUID(claims["sub"]), int(claims["iat"]), int(claims["exp"])
        except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError) as refusal:
            raise TokenInvalid from refusal
        now = self._clock.now().timestamp()
        if expires + LEEWAY.total_seconds() <= now:
            raise TokenExpired
        if issued - LEEWAY.total_seconds() > now:
            raise TokenInvalid
        return Claims(waiter=WaiterId(waiter))
