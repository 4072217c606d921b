"""Signed tokens (JWT, RFC 7519)."""

import hashlib
from dataclasses import dataclass
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

_MOST_REMEMBERED: Final = 10_000
_ALGORITHM: Final = "HS256"
_REQUIRED: Final = ["iss", "aud", "sub", "iat", "exp", "jti"]


class SignedTokens(Tokens):
    """HMAC-signed tokens. Their audience is the restaurant, so one restaurant's token opens no other."""

    def __init__(self, *, secret: str, restaurant: RestaurantId, clock: Clock, ids: Ids) -> None:
        self._secret = secret
        self._audience = str(restaurant)
        self._clock = clock
        self._ids = ids
        self._verified: dict[bytes, _Verified] = {}

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
        """Return the claims. The signature is checked by the library and remembered, the times are asked every time."""
        remembered = hashlib.sha256(token.encode(errors="replace")).digest()
        verified = self._verified.get(remembered)
        if verified is None:
            verified = self._verify(token)
            if len(self._verified) >= _MOST_REMEMBERED:
                self._verified.clear()
            self._verified[remembered] = verified
        now = self._clock.now().timestamp()
        if verified.expires + LEEWAY.total_seconds() <= now:
            raise TokenExpired
        if verified.issued - LEEWAY.total_seconds() > now:
            raise TokenInvalid
        return verified.claims

    def _verify(self, token: str) -> "_Verified":
        try:
            claims = jwt.decode(  # pyright: ignore[reportUnknownMemberType] - the same
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                audience=self._audience,
                issuer=ISSUER,
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False},
            )
            return _Verified(Claims(waiter=WaiterId(UUID(claims["sub"]))), int(claims["iat"]), int(claims["exp"]))
        except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError, OverflowError) as refusal:
            raise TokenInvalid from refusal


@dataclass(frozen=True, slots=True)
class _Verified:
    """What a token with a good signature says; its times in seconds since 1970."""

    claims: Claims
    issued: int
    expires: int
