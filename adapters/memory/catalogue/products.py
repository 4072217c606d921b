"""The products, in memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from adapters.memory.kernel.folding import searched
from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore, Shelf
from adapters.memory.kernel.unit_of_work import Step, Undo, all_of, both, drop, put
from application.catalogue.ports import Products
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.modifier_group import ModifierGroupNotFound
from domain.catalogue.product import Product, ProductChanged, ProductNameTaken, ProductNotFound
from domain.catalogue.sold_meanwhile import upon
from domain.catalogue.station import StationNotFound
from domain.kernel.errors import SettingsChanged
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Currency


class MemoryProducts(Products):
    """Keeps one restaurant's products in dicts, by id and by name."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId, currency: Currency) -> None:
        self._shelf = store.shelves[restaurant]
        self._prices = PricesIn(currency, store, restaurant)

    async def get(self, product_id: ProductId) -> Product:
        try:
            return self._shelf.products[product_id]
        except KeyError:
            raise ProductNotFound from None

    async def page(self, *, name_part: str, category: str | None = None, page: PageRequest) -> Sequence[Product]:
        return page_of(self._by_name(name_part, category), page)

    async def after(self, *, name_part: str, category: str | None = None, name: str, most: int) -> Sequence[Product]:
        return [each for each in self._by_name(name_part, category) if each.name > name][:most]

    async def alike(self, names: Collection[str]) -> Sequence[Product]:
        return self._alike(names)

    def ensure_alike(self, names: Collection[str], number: int) -> Change:
        def step() -> Undo:
            if len(self._alike(names)) != number:
                raise ProductNameTaken
            return both()

        return Step(step)

    def write(self, added: Sequence[Product], changed: Sequence[tuple[Product, Product]]) -> Change:
        steps = [*map(self.add, added), *(Step(partial(self._change_upon, *each)) for each in changed)]
        return Step(lambda: all_of(steps))

    def add(self, product: Product) -> Step:
        return adding(self._shelf, self._prices, product, unless=ProductNameTaken)

    def change(self, product: Product) -> Step:
        def step() -> Undo:
            before = self._shelf.products.get(product.id)
            if before is None or before.version != product.version - 1:
                raise ProductChanged
            return self._replace(before, product)

        return Step(step)

    def _change_upon(self, before: Product, after: Product) -> Undo:
        there = self._shelf.products.get(before.id)
        if there is None:
            raise ProductChanged
        return self._replace(there, upon(there, before, after))

    def _replace(self, before: Product, product: Product) -> Undo:
        if self._shelf.products_by_name.get(product.name, product.id) != product.id:
            raise ProductNameTaken
        self._prices.ensure_current()
        _ensure_known(self._shelf, product)
        return both(
            drop(self._shelf.products_by_name, before.name),
            put(self._shelf.products_by_name, product.name, product.id),
            put(self._shelf.products, product.id, product),
        )

    def _alike(self, names: Collection[str]) -> list[Product]:
        wanted = {*map(searched, names)}
        return [each for each in self._shelf.products.values() if searched(each.name) in wanted]

    def _by_name(self, name_part: str, category: str | None) -> list[Product]:
        found = (each for each in self._shelf.products.values() if is_listed(each, name_part, category))
        return sorted(found, key=lambda each: each.name)


@dataclass(frozen=True, slots=True)
class PricesIn:
    """The currency that a restaurant's prices were in when what keeps them was made."""

    currency: Currency
    store: MemoryStore
    restaurant: RestaurantId

    def ensure_current(self) -> None:
        """Raise `SettingsChanged` where the restaurant's currency is another by now."""
        now = self.store.restaurants.get(self.restaurant)
        if now is not None and now.currency != self.currency:
            raise SettingsChanged


def adding(shelf: Shelf, prices: PricesIn, product: Product, *, unless: type[Exception]) -> Step:
    """Return the step that adds a product, `unless` its name is taken: that is what to raise then."""

    def step() -> Undo:
        if product.name in shelf.products_by_name:
            raise unless
        prices.ensure_current()
        _ensure_known(shelf, product)
        return both(put(shelf.products, product.id, product), put(shelf.products_by_name, product.name, product.id))

    return Step(step)


def _ensure_known(shelf: Shelf, product: Product) -> None:
    if product.station is not None and product.station not in shelf.stations:
        raise StationNotFound
    if any(each not in shelf.modifier_groups for each in product.modifier_groups):
        raise ModifierGroupNotFound


def is_listed(product: Product, name_part: str, category: str | None) -> bool:
    """Tell whether its name contains this, without regard to case and accents, and it is in the category, if any."""
    return category in {None, product.category} and searched(name_part) in searched(product.name)
