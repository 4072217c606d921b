"""Whose token a request carries, and of which restaurant: what the log and idempotency keys tell requests apart by."""

from typing import Final

from litestar.types import Scope

from domain.kernel.ids import RestaurantId, WaiterId

_CALLER: Final = "caller"
_RESTAURANT: Final = "restaurant"


def note_caller(scope: Scope, waiter: WaiterId, restaurant: RestaurantId) -> None:
    """Keep who is calling, and where they are on the staff, in the state of the request's scope."""
    scope["state"][_CALLER], scope["state"][_RESTAURANT] = waiter, restaurant


def caller_in(scope: Scope) -> WaiterId | None:
    """Return who is calling, None where nobody is signed in."""
    return scope["state"].get(_CALLER) if "state" in scope else None


def restaurant_in(scope: Scope) -> RestaurantId | None:
    """Return the restaurant of who is calling, None where nobody is signed in."""
    return scope["state"].get(_RESTAURANT)
