"""Verify a token."""

from dataclasses import dataclass

from application.access.ports import SignedIn
from domain.access.session import SessionEnded, WaiterInactive
from domain.access.token import Claims
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class VerifyToken:
    """Tell who the caller is today: the token says which waiter, the staff list says the rest."""

    signed_in: SignedIn

    async def __call__(self, *, claims: Claims) -> Waiter:
        """Return the waiter, or raise `WaiterNotFound` (since deleted), `WaiterInactive` or `SessionEnded`."""
        waiter = await self.signed_in.find(claims.waiter, claims.session)
        if not waiter.active:
            raise WaiterInactive
        if claims.version != waiter.token_version:
            raise SessionEnded
        return waiter
