"""Verify a token."""

from dataclasses import dataclass

from application.staff.ports import Claims, Waiters
from domain.staff.session import SessionEnded
from domain.staff.waiter import Waiter, WaiterInactive


@dataclass(frozen=True, slots=True)
class VerifyToken:
    """Tell who the caller is today: the token says which waiter, the staff list says the rest."""

    waiters: Waiters

    async def __call__(self, *, claims: Claims) -> Waiter:
        """Return the waiter, or raise `WaiterNotFound` (since deleted), `WaiterInactive` or `SessionEnded`."""
        waiter = await self.waiters.signed_in(claims.waiter, claims.session)
        if not waiter.active:
            raise WaiterInactive
        if claims.version != waiter.token_version:
            raise SessionEnded
        return waiter
