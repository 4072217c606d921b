"""The products, as far as an order needs them, in memory."""

from collections.abc import Collection, Mapping

from adapters.memory.catalogue.products import PricesIn, adding
from adapters.memory.kernel.store import MemoryStore
from application.kernel.unit_of_work import Change
from application.ordering.ports import Catalogue, Listed, NewProduct, ProductJoinedMeanwhile
from domain.catalogue.product import Product
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency


class MemoryCatalogue(Catalogue):
    """Looks products up by name, and puts new ones beside them."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId, currency: Currency) -> None:
        self._shelf = store.shelves[restaurant]
        self._prices = PricesIn(currency, store, restaurant)

    async def named(self, names: Collection[str]) -> Mapping[str, Listed]:
        by_name, products = self._shelf.products_by_name, self._shelf.products
        known = {name: by_name[name] for name in names if name in by_name}
        if known:
            self._prices.ensure_current()
        return {name: Listed(product, products[product].price) for name, product in known.items()}

    def join(self, new: NewProduct) -> Change:
        product = Product(id=new.id, name=new.name, price=new.price, added_at=new.added_at)
        return adding(self._shelf, self._prices, product, unless=ProductJoinedMeanwhile)
