"""The tax rates, in memory."""

from collections.abc import Collection, Mapping, Sequence

from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, put
from application.billing.ports import TaxRates
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.billing.tax_rate import TaxRate, TaxRateChanged, TaxRateNotFound, TaxRateTaken
from domain.kernel.ids import RestaurantId, TaxId


class MemoryTaxRates(TaxRates):
    """Keeps one restaurant's tax rates in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._rates = store.shelves[restaurant].tax_rates

    async def get(self, tax_id: TaxId) -> TaxRate:
        try:
            return self._rates[tax_id]
        except KeyError:
            raise TaxRateNotFound from None

    async def page(self, page: PageRequest) -> Sequence[TaxRate]:
        return page_of(sorted(self._rates.values(), key=lambda each: (each.category, each.starts_on)), page)

    async def count(self) -> int:
        return len(self._rates)

    async def of(self, categories: Collection[str]) -> Mapping[str, Sequence[TaxRate]]:
        rates = sorted(self._rates.values(), key=lambda each: each.starts_on)
        return {each: [rate for rate in rates if rate.category == each] for each in self._categories & {*categories}}

    @property
    def _categories(self) -> set[str]:
        return {each.category for each in self._rates.values()}

    def add(self, rate: TaxRate) -> Change:
        return Step(lambda: self._put(rate))

    def change(self, rate: TaxRate) -> Change:
        def step() -> Undo:
            there = self._rates.get(rate.id)
            if there is None or there.version != rate.version - 1:
                raise TaxRateChanged
            return self._put(rate)

        return Step(step)

    def _put(self, rate: TaxRate) -> Undo:
        if any(
            (each.category, each.starts_on) == (rate.category, rate.starts_on) and each.id != rate.id
            for each in self._rates.values()
        ):
            raise TaxRateTaken
        return put(self._rates, rate.id, rate)
