"""Who may do what: decided here for every use case."""

from dataclasses import dataclass

from domain.kernel.caller import Caller
from domain.kernel.errors import NotAllowed
from domain.kernel.ids import WaiterId


class OnlyManagersMay(NotAllowed):
    """Waiters see their own work; the restaurant's is for managers."""

    says = "Only managers may see other waiters' orders and sales"


class OnlyManagersManage(NotAllowed):
    """What the whole restaurant goes by is for managers to change."""

    says = "Only managers may do this"


def may_see(caller: Caller, waiter: WaiterId | None) -> bool:
    """Tell whether the caller may see this waiter's work, or everybody's where `waiter` is None."""
    return caller.is_manager or caller.id == waiter


def ensure_may_see(caller: Caller, waiter: WaiterId | None) -> None:
    """Raise `OnlyManagersMay` unless the caller may see this waiter's work, or everybody's where `waiter` is None."""
    if not may_see(caller, waiter):
        raise OnlyManagersMay


def ensure_manages(caller: Caller) -> None:
    """Raise `OnlyManagersManage` unless the caller is a manager."""
    if not caller.is_manager:
        raise OnlyManagersManage


@dataclass(frozen=True, slots=True)
class Rights:
    """What is for managers only where people are known by more than their e-mail, and for all where they are not."""

    everybody_is_trusted: bool

    def ensure_may_change_catalogue(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may add products and change them."""
        if not self.everybody_is_trusted:
            ensure_manages(caller)

    def ensure_may_change_restaurant(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may see and change what the restaurant is like."""
        if not self.everybody_is_trusted:
            ensure_manages(caller)

    @property
    def orders_are_watched(self) -> bool:
        """Tell whether what an order does to prices and to the catalogue, which are managers' to decide, is noted."""
        return not self.everybody_is_trusted

    def ensure_may_list_staff(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may see who else is on the staff."""
        if not self.everybody_is_trusted:
            ensure_manages(caller)

    def may_look_up(self, caller: Caller, waiter: WaiterId) -> bool:
        """Tell whether the caller may see who this is."""
        return self.everybody_is_trusted or may_see(caller, waiter)
