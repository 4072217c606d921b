"""What guests pay with, as a port, and what the audit says of it."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.billing.method import PaymentMethod
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import PaymentMethodId


class PaymentMethods(Protocol):
    """What guests may pay with, or could: `FIRST_METHODS` from the restaurant's beginning, without being added."""

    @abstractmethod
    async def get(self, method_id: PaymentMethodId) -> PaymentMethod:
        """Return the payment method, or raise `PaymentMethodNotFound`."""

    @abstractmethod
    async def named(self, name: str) -> PaymentMethod:
        """Return the payment method of exactly this name, active or not, or raise `PaymentMethodUnknown`."""

    @abstractmethod
    async def page(self, page: PageRequest) -> Sequence[PaymentMethod]:
        """Return one page of them, active or not, by name."""

    @abstractmethod
    async def count(self) -> int:
        """Return how many there are."""

    @abstractmethod
    def add(self, method: PaymentMethod) -> Change:
        """Keep a new payment method. The commit raises `PaymentMethodNameTaken` when the name is."""

    @abstractmethod
    def change(self, method: PaymentMethod) -> Change:
        """Put the payment method in the place of the version before it.

        The commit raises `PaymentMethodChanged` when there is another version, and what it raises for a new one.
        """


def payment_method_event(happening: Happening, method: PaymentMethod, caller: Caller, *, at: datetime) -> Event:
    """Return that the caller did this to a payment method, which is like this since."""
    details = {"name": method.name, "kind": method.kind.value, "active": str(method.active).lower()}
    return Event(happening=happening, at=at, actor=caller.id, subject=method.id, details=details)
