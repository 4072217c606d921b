"""Who may do what: decided here for every use case."""

from dataclasses import dataclass

from domain.kernel.caller import Caller, Role
from domain.kernel.errors import NotAllowed
from domain.kernel.ids import WaiterId


class NotForTheKitchen(NotAllowed):
    """The kitchen sees boards and moves lines along, and nothing else, whoever is trusted with more."""

    says = "The kitchen may not do this: it sees boards, and moves lines along"


class OnlyManagersMay(NotAllowed):
    """Waiters see their own work; the restaurant's is for managers."""

    says = "Only managers may see other waiters' orders and sales"


class OnlyManagersManage(NotAllowed):
    """What the whole restaurant goes by is for managers to change."""

    says = "Only managers may do this"


def may_see(caller: Caller, waiter: WaiterId | None) -> bool:
    """Tell whether the caller may see this waiter's work, or everybody's where `waiter` is None."""
    return caller.is_manager or caller.id == waiter


def ensure_serves(caller: Caller) -> None:
    """Raise `NotForTheKitchen` where the caller is the kitchen: for what is waiters' and managers'."""
    if caller.is_kitchen:
        raise NotForTheKitchen


def ensure_may_see(caller: Caller, waiter: WaiterId | None) -> None:
    """Raise `OnlyManagersMay` unless the caller may see this waiter's work, or everybody's where `waiter` is None.

    Raises `NotForTheKitchen` as well: whose work it is makes no difference to the kitchen.
    """
    ensure_serves(caller)
    if not may_see(caller, waiter):
        raise OnlyManagersMay


def ensure_manages(caller: Caller) -> None:
    """Raise `OnlyManagersManage` unless the caller is a manager, and `NotForTheKitchen` where it is the kitchen."""
    ensure_serves(caller)
    if not caller.is_manager:
        raise OnlyManagersManage


@dataclass(frozen=True, slots=True)
class Rights:
    """What is for managers only where people are known by more than their e-mail, and for all where they are not.

    The kitchen stays the kitchen: it is refused with `NotForTheKitchen` in either case.

    Where `prices_are_listed`, things are sold at the catalogue's prices, unless a manager sells them.
    """

    everybody_is_trusted: bool
    prices_are_listed: bool = False

    def ensure_may_change_catalogue(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may add products and change them."""
        self._ensure_trusted(caller)

    def may_price(self, caller: Caller) -> bool:
        """Tell whether the caller may sell things at other prices than the catalogue's, and what is not in it."""
        return not self.prices_are_listed or caller.is_manager

    def ensure_may_change_billing(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may say how things are taxed, and how guests may pay."""
        self._ensure_trusted(caller)

    def ensure_may_change_floor(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may add, change and remove sections and tables."""
        self._ensure_trusted(caller)

    def ensure_may_change_restaurant(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may change what the restaurant is like."""
        self._ensure_trusted(caller)

    def ensure_may_change_webhooks(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may see and change where events are delivered to."""
        self._ensure_trusted(caller)

    def roles_of(self, caller: Caller) -> frozenset[Role]:
        """Return the roles whose work the caller may do. Where everybody is trusted, a waiter does a manager's too."""
        trusted = self.everybody_is_trusted and not caller.is_kitchen
        return (Role.MANAGER if trusted else caller.role).acts_as

    @property
    def orders_are_watched(self) -> bool:
        """Tell whether what an order does to prices and to the catalogue, which are managers' to decide, is noted."""
        return not self.everybody_is_trusted

    def ensure_may_list_staff(self, caller: Caller) -> None:
        """Raise `OnlyManagersManage` unless the caller may see who else is on the staff."""
        self._ensure_trusted(caller)

    def may_look_up(self, caller: Caller, waiter: WaiterId) -> bool:
        """Tell whether the caller may see who this is. The kitchen hears `NotForTheKitchen` of all but itself."""
        if caller.id != waiter:
            ensure_serves(caller)
        return self.everybody_is_trusted or may_see(caller, waiter)

    def _ensure_trusted(self, caller: Caller) -> None:
        if self.everybody_is_trusted:
            ensure_serves(caller)
        else:
            ensure_manages(caller)
