"""What billing's use cases need."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.billing.tax_rate import TaxCategoryUnknown, TaxRate
from domain.kernel.ids import TaxId
from domain.kernel.names import Name


class TaxRates(Protocol):
    """How the restaurant's categories of products are taxed, were, and will be."""

    @abstractmethod
    async def get(self, tax_id: TaxId) -> TaxRate:
        """Return the tax rate, or raise `TaxRateNotFound`."""

    @abstractmethod
    async def page(self, page: PageRequest) -> Sequence[TaxRate]:
        """Return one page of them, by category, then by the day they start on."""

    @abstractmethod
    async def count(self) -> int:
        """Return how many there are."""

    @abstractmethod
    async def of(self, categories: Collection[str]) -> Mapping[str, Sequence[TaxRate]]:
        """Return all rates of each of these categories; those of which there are none are missing."""

    @abstractmethod
    def add(self, rate: TaxRate) -> Change:
        """Keep a new tax rate. The commit raises `TaxRateTaken` when its category has one from that day on."""

    @abstractmethod
    def change(self, rate: TaxRate) -> Change:
        """Put the tax rate in the place of the version before it.

        The commit raises `TaxRateChanged` when there is another version, and what it raises for a new one.
        """


async def ensure_known(rates: TaxRates, category: Name | None) -> None:
    """Raise `TaxCategoryUnknown` where a category of tax is named that no rate is of."""
    if category is not None and category not in await rates.of({category}):
        raise TaxCategoryUnknown(field=("tax",))
