"""What guests pay with."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import PaymentMethodId
from domain.kernel.names import Name


class PaymentMethodNotFound(NotFound):
    """The restaurant has no such payment method."""

    says = "Payment method not found"


class PaymentMethodUnknown(Invalid):
    """A payment by a method that the restaurant does not have."""

    says = "There is no payment method of this name"


class PaymentMethodNameTaken(Conflict):
    """The restaurant has a payment method of this name already."""

    says = "Payment method name already exists"


class PaymentMethodChanged(Conflict):
    """Somebody else changed the payment method since it was read."""

    says = "The payment method was changed in the meantime; read it again"


class PaymentMethodInactive(Conflict):
    """A payment by a method that nobody pays by any more."""

    says = "This payment method is not active"


class UnknownPaymentKind(Invalid):
    """A kind of payment that there is not."""

    says = "The kind is cash, card or other"


class PaymentKind(StrEnum):
    """What a payment method is: money in the drawer, a card, or anything else."""

    CASH = "cash"
    CARD = "card"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "PaymentKind":  # noqa: ARG003 - what `Enum` hands on
        raise UnknownPaymentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethod:
    """What guests may pay with, or could. Never changes: each change returns the payment method that follows."""

    id: PaymentMethodId
    name: Name
    kind: PaymentKind
    active: bool = True
    version: int = 1

    def ensure_active(self) -> None:
        """Raise `PaymentMethodInactive` where nobody pays by it any more."""
        if not self.active:
            raise PaymentMethodInactive

    def changed(self, *, name: Name | None = None, active: bool | None = None) -> "PaymentMethod":
        """Return the payment method with what is given, or itself where nothing differs."""
        following = replace(
            self, name=self.name if name is None else name, active=self.active if active is None else active
        )
        return self if following == self else replace(following, version=self.version + 1)


FIRST_METHODS: Final = (
    PaymentMethod(
        id=PaymentMethodId(UUID("00000000-0000-7000-8000-000000000002")), name=Name("card"), kind=PaymentKind.CARD
    ),
    PaymentMethod(
        id=PaymentMethodId(UUID("00000000-0000-7000-8000-000000000001")), name=Name("cash"), kind=PaymentKind.CASH
    ),
)
"""What every restaurant begins with, by name, under the same ids everywhere."""
