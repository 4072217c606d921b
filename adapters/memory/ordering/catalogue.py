"""The products, as far as an order needs them, in memory."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from adapters.memory.catalogue.products import PricesIn, adding
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, put
from application.kernel.unit_of_work import Change
from application.ordering.catalogue import (
    Catalogue,
    Known,
    Listed,
    NewProduct,
    ProductJoinedMeanwhile,
    StockChangedMeanwhile,
)
from domain.catalogue.modifier_group import ModifierGroup
from domain.catalogue.product import HIGHEST_STOCK, Product, Stock
from domain.kernel.ids import ModifierGroupId, ProductId, RestaurantId
from domain.kernel.money import Currency
from domain.ordering.choosing import Choices, Chosen


class MemoryCatalogue(Catalogue):
    """Looks products up by name and by id, puts new ones beside them, and counts what is left."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId, currency: Currency) -> None:
        self._shelf = store.shelves[restaurant]
        self._prices = PricesIn(currency, store, restaurant)

    async def look_up(self, names: Collection[str], ids: Collection[ProductId] = ()) -> Known:
        by_name, products = self._shelf.products_by_name, self._shelf.products
        known: dict[str | ProductId, Product] = {name: products[by_name[name]] for name in names if name in by_name}
        known |= {each: products[each] for each in ids if each in products}
        return {key: self._listed(product) for key, product in known.items()}

    async def modifiers(self, groups: Collection[ModifierGroupId]) -> Mapping[ModifierGroupId, Choices]:
        there = self._shelf.modifier_groups
        return {each: self._choices(there[each]) for each in groups if each in there}

    def restock(self, listed: Listed, quantity: int) -> Change:
        turns = listed.turns(quantity)

        def step() -> Undo:
            there = self._shelf.products.get(listed.id)
            if there is None or there.stock is None:
                raise StockChangedMeanwhile
            left = there.stock + quantity
            if not (there.version == listed.version if turns else there.stock > 0 and left > 0):
                raise StockChangedMeanwhile
            after = replace(there, stock=Stock(min(left, HIGHEST_STOCK)), version=there.version + 1)
            return put(self._shelf.products, there.id, after)

        return Step(step)

    def join(self, new: NewProduct) -> Change:
        product = Product(id=new.id, name=new.name, price=new.price, added_at=new.added_at)
        return adding(self._shelf, self._prices, product, unless=ProductJoinedMeanwhile)

    def _listed(self, product: Product) -> Listed:
        self._prices.ensure_current()
        return Listed(
            product.id,
            product.price,
            product.name,
            product.available,
            product.stock,
            product.station,
            product.version,
            product.tax,
            modifier_groups=product.modifier_groups,
            open_price=product.open_price,
        )

    def _choices(self, group: ModifierGroup) -> Choices:
        self._prices.ensure_current()
        modifiers = tuple(Chosen(each.id, each.name, each.price) for each in group.modifiers)
        return Choices(group.name, group.least, group.most, modifiers)
