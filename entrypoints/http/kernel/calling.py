"""Whose token a request carries: what the log and idempotency keys tell requests apart by."""

from typing import Final

from litestar.types import Scope

from domain.kernel.ids import WaiterId

_CALLER: Final = "caller"


def note_caller(scope: Scope, waiter: WaiterId) -> None:
    """Keep who is calling, in the state of the request's scope."""
    scope["state"][_CALLER] = waiter


def caller_in(scope: Scope) -> WaiterId | None:
    """Return who is calling, None where nobody is signed in."""
    return scope["state"].get(_CALLER) if "state" in scope else None
