"""List the payment methods."""

from dataclasses import dataclass

from application.billing.payment_methods import PaymentMethods
from application.kernel.pages import PageRequest, Slice, page_of
from domain.billing.method import PaymentMethod


@dataclass(frozen=True, slots=True)
class ListPaymentMethods:
    """What guests may pay with, or could."""

    methods: PaymentMethods

    async def __call__(self, *, page: PageRequest) -> Slice[PaymentMethod, str]:
        """Return this page of the payment methods, by name."""
        found = await self.methods.page(page)
        return page_of(found, lambda method: method.name, total=await self.methods.count(), request=page)
