"""Show a payment method."""

from dataclasses import dataclass

from application.billing.payment_methods import PaymentMethods
from domain.billing.method import PaymentMethod
from domain.kernel.ids import PaymentMethodId


@dataclass(frozen=True, slots=True)
class ShowPaymentMethod:
    """Look a payment method up."""

    methods: PaymentMethods

    async def __call__(self, *, method: PaymentMethodId) -> PaymentMethod:
        """Return the payment method, or raise `PaymentMethodNotFound`."""
        return await self.methods.get(method)
