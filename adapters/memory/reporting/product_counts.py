"""How many products there are, in memory."""

from adapters.memory.catalogue.products import is_listed
from adapters.memory.kernel.store import MemoryStore
from application.catalogue.ports import ProductCounts
from domain.kernel.ids import RestaurantId


class MemoryProductCounts(ProductCounts):
    """Counts one restaurant's products, one by one."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def count(self, *, name_part: str, category: str | None = None) -> int:
        return sum(is_listed(product, name_part, category) for product in self._shelf.products.values())
