"""List the tax rates."""

from dataclasses import dataclass

from application.billing.ports import TaxRates
from application.kernel.pages import PageRequest, Slice, page_of
from domain.billing.tax_rate import TaxRate
from domain.kernel.ids import TaxId


@dataclass(frozen=True, slots=True)
class ListTaxRates:
    """How the restaurant's categories of products are taxed, were, and will be."""

    rates: TaxRates

    async def __call__(self, *, page: PageRequest) -> Slice[TaxRate, TaxId]:
        """Return this page of the tax rates, by category, then by the day they start on."""
        found = await self.rates.page(page)
        return page_of(found, lambda rate: rate.id, total=await self.rates.count(), request=page)
