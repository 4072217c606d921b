"""What the calls about payment methods take and answer."""

from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.billing.method import PaymentKind, PaymentMethod
from domain.kernel.errors import Invalid
from domain.kernel.names import Name
from entrypoints.http.kernel.body import Body, Missing


class NameAndKindRequired(Invalid):
    """A payment method without a name or a kind."""

    says = "Name and kind are required"


class PaymentMethodBody(Body, frozen=True):
    """A new payment method."""

    example: ClassVar = {"name": "Voucher", "kind": "other"}

    name: Annotated[Name, Missing(NameAndKindRequired)]
    kind: Annotated[PaymentKind, Missing(NameAndKindRequired)]


class PaymentMethodChangeBody(Body, frozen=True):
    """What is to change about a payment method. What is absent or null stays."""

    example: ClassVar = {"active": False}

    name: Name | None = None
    active: bool | None = None


class PaymentMethodView(msgspec.Struct, frozen=True):
    """What guests may pay with, or could before it was made inactive."""

    id: UUID
    name: str
    kind: PaymentKind
    active: bool

    @classmethod
    def of(cls, method: PaymentMethod) -> Self:
        """Show a payment method."""
        return cls(method.id, method.name, method.kind, method.active)


class PaymentMethodCreated(msgspec.Struct, frozen=True):
    """A new payment method."""

    message: str
    payment_method: PaymentMethodView

    @classmethod
    def of(cls, method: PaymentMethod) -> Self:
        """Show a new payment method."""
        return cls("Payment method created successfully", PaymentMethodView.of(method))


class PaymentMethodShown(msgspec.Struct, frozen=True):
    """A payment method."""

    payment_method: PaymentMethodView


class PaymentMethodsListed(msgspec.Struct, frozen=True):
    """A page of the payment methods."""

    payment_methods: list[PaymentMethodView]
    total: int | None
    pages: int | None
    current_page: int | None

    @classmethod
    def of(cls, found: Slice[PaymentMethod, Any]) -> Self:
        """Show the page."""
        return cls([PaymentMethodView.of(each) for each in found.items], found.total, found.pages, found.number)


PAYMENT_METHOD_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-00000000000d",
    "name": "Voucher",
    "kind": "other",
    "active": True,
}
