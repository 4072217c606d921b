"""Who may see whose work: decided here for every use case."""

from domain.kernel.caller import Caller
from domain.kernel.errors import NotAllowed
from domain.kernel.ids import WaiterId


class OnlyManagersMay(NotAllowed):
    """Waiters see their own work; the restaurant's is for managers."""

    says = "Only managers may see other waiters' orders and sales"


def may_see(caller: Caller, waiter: WaiterId | None) -> bool:
    """Tell whether the caller may see this waiter's work, or everybody's where `waiter` is None."""
    return caller.is_manager or caller.id == waiter


def ensure_may_see(caller: Caller, waiter: WaiterId | None) -> None:
    """Raise `OnlyManagersMay` unless the caller may see this waiter's work, or everybody's where `waiter` is None."""
    if not may_see(caller, waiter):
        raise OnlyManagersMay
