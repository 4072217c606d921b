"""Show a tax rate."""

from dataclasses import dataclass

from application.billing.ports import TaxRates
from domain.billing.tax_rate import TaxRate
from domain.kernel.ids import TaxId


@dataclass(frozen=True, slots=True)
class ShowTaxRate:
    """Look a tax rate up."""

    rates: TaxRates

    async def __call__(self, *, tax: TaxId) -> TaxRate:
        """Return the tax rate, or raise `TaxRateNotFound`."""
        return await self.rates.get(tax)
