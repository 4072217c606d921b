"""The products, as far as an order needs them, in memory."""

from collections.abc import Collection, Mapping, Sequence

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import MemoryUnitOfWork, Undo, both, put
from application.ordering.ports import Catalogue, Listed, NewProduct, ProductJoinedMeanwhile
from domain.catalogue.product import Product
from domain.kernel.ids import RestaurantId


class MemoryCatalogue(Catalogue):
    """Looks products up by name, and puts new ones beside them."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId, work: MemoryUnitOfWork) -> None:
        self._shelf = store.shelves[restaurant]
        self._work = work

    def expect(self, names: Collection[str]) -> None:
        """Do nothing: they are at hand."""

    async def named(self, names: Collection[str]) -> Mapping[str, Listed]:
        by_name, products = self._shelf.products_by_name, self._shelf.products
        known = {name: by_name[name] for name in names if name in by_name}
        return {name: Listed(product, products[product].price) for name, product in known.items()}

    async def join(self, products: Sequence[NewProduct]) -> None:
        for product in products:
            self._work.will(lambda product=product: self._put(product))

    def _put(self, new: NewProduct) -> Undo:
        if new.name in self._shelf.products_by_name:
            raise ProductJoinedMeanwhile
        product = Product(id=new.id, name=new.name, price=new.price, added_at=new.added_at)
        return both(
            put(self._shelf.products, product.id, product),
            put(self._shelf.products_by_name, product.name, product.id),
        )
