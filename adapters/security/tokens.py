"""Signed tokens (JWT, RFC 7519)."""

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import jwt

from application.access.ports import TokenReader, Tokens
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from domain.access.lifetimes import LEEWAY, SET_BACK
from domain.access.session import SessionId
from domain.access.token import Claims, TokenExpired, TokenInvalid
from domain.kernel.ids import RestaurantId, WaiterId
from domain.people.waiter import Waiter

ISSUER: Final = "restaurant-orders"

_MOST_REMEMBERED: Final = 10_000
_ALGORITHM: Final = "HS256"
_REQUIRED: Final = ["iss", "aud", "sub", "iat", "exp", "jti", "sid", "ver"]
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class SignedTokens(Tokens):
    """HMAC-signed tokens. Their audience is the restaurant: what they say holds there and nowhere else.

    Their issuer tells how people sign in: what was given for an e-mail alone is worth nothing where that is not enough.
    The first secret signs; all of them are believed, each under an id of its own, so that secrets can be changed
    without signing anybody out.
    """

    def __init__(
        self,
        *,
        secrets: Sequence[str],
        lifetime: timedelta,
        restaurant: RestaurantId,
        clock: Clock,
        ids: Ids,
        issuer: str = ISSUER,
    ) -> None:
        self._secret = secrets[0]
        self._lifetime = lifetime
        self._audience = str(restaurant)
        self._issuer = issuer
        self._clock = clock
        self._ids = ids

    def issue(self, waiter: Waiter, session: SessionId) -> str:
        now = self._clock.now()
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(waiter.id),
            "iat": now,
            "exp": now + self._lifetime,
            "jti": str(self._ids.new()),
            "sid": str(session),
            "ver": waiter.token_version,
        }
        return jwt.encode(  # pyright: ignore[reportUnknownMemberType] - its types name a package that is not installed
            claims, self._secret, algorithm=_ALGORITHM, headers={"kid": key_id(self._secret)}
        )


class SignedTokenReader(TokenReader):
    """Reads what `SignedTokens` of any restaurant issued, under any of the secrets."""

    def __init__(self, *, secrets: Sequence[str], clock: Clock, issuer: str = ISSUER) -> None:
        self._secrets = {key_id(secret): secret for secret in secrets}
        self._issuer = issuer
        self._clock = clock
        self._verified: dict[bytes, _Verified] = {}

    def read(self, token: str) -> Claims:
        """Return the claims. The signature is checked by the library and remembered, the rest is asked every time."""
        verified, now = self._verified_of(token), self._clock.now()
        if verified.issuer != self._issuer:
            raise TokenInvalid
        if verified.claims.expires + LEEWAY <= now:
            raise TokenExpired
        if verified.issued - SET_BACK > now:
            raise TokenInvalid
        return verified.claims

    def restaurant_of(self, token: str) -> RestaurantId:
        return self._verified_of(token).claims.restaurant

    def _verified_of(self, token: str) -> "_Verified":
        remembered = hashlib.sha256(token.encode(errors="replace")).digest()
        verified = self._verified.get(remembered)
        if verified is None:
            verified = self._verify(token)
            if len(self._verified) >= _MOST_REMEMBERED:
                self._verified.clear()
            self._verified[remembered] = verified
        return verified

    def _verify(self, token: str) -> "_Verified":
        try:
            header = jwt.get_unverified_header(token) if _is_canonical(token) else {}
            claims = jwt.decode(  # pyright: ignore[reportUnknownMemberType] - the same
                token,
                self._secrets[header["kid"]],
                algorithms=[_ALGORITHM],
                options={"require": _REQUIRED, "verify_aud": False, "verify_exp": False, "verify_iat": False},
            )
            issued, expires = (datetime.fromtimestamp(int(claims[name]), UTC) for name in ("iat", "exp"))
            restaurant, session = RestaurantId(UUID(claims["aud"])), SessionId(UUID(claims["sid"]))
            read = Claims(restaurant, WaiterId(UUID(claims["sub"])), session, int(claims["ver"]), expires)
            return _Verified(read, issued, claims["iss"])
        except (jwt.InvalidTokenError, LookupError, ValueError, TypeError, AttributeError, OverflowError) as refusal:
            raise TokenInvalid from refusal


@dataclass(frozen=True, slots=True)
class _Verified:
    """What a token with a good signature says."""

    claims: Claims
    issued: datetime
    issuer: object


def key_id(secret: str) -> str:
    """Return what a token calls the secret that signed it, which tells nothing about it."""
    return hashlib.sha256(b"key id\0" + secret.encode()).hexdigest()[:16]


def _is_canonical(token: str) -> bool:
    """Tell whether this is the one spelling of its signature: base64 has several, which decoders take for the same."""
    if not _WELL_FORMED.fullmatch(token):
        return False
    signature = token.rpartition(".")[2]
    bits = urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    return urlsafe_b64encode(bits).rstrip(b"=").decode() == signature
