"""The products, on PostgreSQL."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final

from sqlalchemy import ARRAY, ColumnElement, Executable, String, Uuid, any_, bindparam, collate, func, select

from adapters.postgres.catalogue.many_products import ALIKE, changing_many, ensuring_alike
from adapters.postgres.catalogue.tables import modifier_groups, products, products_to_count
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.statements import Parameters
from application.catalogue.ports import Products
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.modifier_group import ModifierGroupNotFound
from domain.catalogue.product import Product, ProductChanged, ProductNotFound, Stock
from domain.kernel.ids import ModifierGroupId, ProductId, RestaurantId, StationId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name

_OWN: Final = products.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(products).where(_OWN, products.c.id == bindparam("product"))
_NAME: Final = collate(products.c.name, "C")  # the order of code points, whatever the database's own
_NAMED_LIKE: Final = has_part(products.c.name, bindparam("name_part", type_=String))
_IN_CATEGORY: Final = products.c.category == bindparam("category", type_=String)
_BEYOND: Final = collate(bindparam("name", type_=String), "C") < _NAME
_CHANGE: Final = update_of(products).where(products.c.version == bindparam("was"))
_GROUPS: Final = bindparam("groups", type_=ARRAY(Uuid))
_LOCKED: Final = (
    select(modifier_groups.c.id)
    .where(modifier_groups.c.restaurant_id == bindparam("restaurant"), modifier_groups.c.id == any_(_GROUPS))
    .order_by(modifier_groups.c.id)
    .with_for_update(read=True, key_share=True)
    .subquery("locked")
)
# Locked against being removed, all of them: a row, or none where one is not there.
_LOCK_GROUPS: Final = select(func.count()).select_from(_LOCKED).having(func.count() == func.cardinality(_GROUPS))

Shape = tuple[bool, bool]
"""Whether the list is of a part of the name, and whether of a category."""


class PostgresProducts(Products):
    """Keeps one restaurant's products in a table."""

    def __init__(self, database: Database, restaurant: RestaurantId, currency: Currency) -> None:
        self._database = database
        self._restaurant = restaurant
        self._currency = currency

    async def get(self, product_id: ProductId) -> Product:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "product": product_id}):
            return _product(row)
        raise ProductNotFound

    async def page(self, *, name_part: str, category: str | None = None, page: PageRequest) -> Sequence[Product]:
        some = {"name_part": name_part, "category": category, "limit": page.size, "offset": page.offset}
        return await self._fetch(_page, shape_of(name_part, category), some)

    async def after(self, *, name_part: str, category: str | None = None, name: str, most: int) -> Sequence[Product]:
        some = {"name_part": name_part, "category": category, "name": name, "limit": most}
        return await self._fetch(_after, shape_of(name_part, category), some)

    async def _fetch(
        self, statement: Callable[[Shape], Executable], shape: Shape, some: Parameters
    ) -> Sequence[Product]:
        parameters = {"restaurant": self._restaurant, **some}
        # By a plan that was made for a few, a page would be sorted out of all.
        found = await self._database.fetch(statement(shape), parameters, custom_plan=True)
        return [_product(row) for row in found]

    async def alike(self, names: Collection[str]) -> Sequence[Product]:
        named = {"restaurant": self._restaurant, "names": [*names]}
        return [_product(row) for row in await self._database.fetch(ALIKE, named, custom_plan=True)]

    def ensure_alike(self, names: Collection[str], number: int) -> Change:
        return ensuring_alike(self._restaurant, names, number)

    def write(self, added: Sequence[Product], changed: Sequence[tuple[Product, Product]]) -> Change:
        to_count = [{"restaurant_id": self._restaurant, "product_id": each.id} for each in added]
        rows = {products: [_row(self._restaurant, self._currency, each) for each in added], products_to_count: to_count}
        before, after = ([_row(self._restaurant, self._currency, pair[place]) for pair in changed] for place in (0, 1))
        replacing = changing_many(self._restaurant, before, after)
        groups = {group for each in (*added, *(after for _, after in changed)) for group in each.modifier_groups}
        # Many rows take long: with a statement to run after them, they keep no orders waiting, which go together.
        lock = Run(_LOCK_GROUPS, {"restaurant": self._restaurant, "groups": [*groups]}, ModifierGroupNotFound)
        return Writes(rows, run=[lock, *replacing])

    def add(self, product: Product) -> Change:
        return adding(self._restaurant, self._currency, product)

    def change(self, product: Product) -> Change:
        values = new_values(products, _row(self._restaurant, self._currency, product))
        changing = Run(_CHANGE, {**values, "was": product.version - 1}, ProductChanged)
        known = _ensuring_groups(self._restaurant, product)
        # The groups first, as whoever removes one does; that they are there counts only if the product was not changed.
        return Writes(run=[*(replace(each, otherwise=None) for each in known), changing, *known])


def shape_of(name_part: str, category: str | None) -> Shape:
    """Return the shape of a list."""
    return bool(name_part), category is not None


def conditions(shape: Shape) -> Sequence[ColumnElement[bool]]:
    """Return which products of `:restaurant` are listed."""
    searched, of_one_category = shape
    return [_OWN, *([_NAMED_LIKE] if searched else []), *([_IN_CATEGORY] if of_one_category else [])]


@cache
def _page(shape: Shape) -> Executable:
    page = select(products).where(*conditions(shape)).order_by(_NAME)
    return page.limit(bindparam("limit")).offset(bindparam("offset"))


@cache
def _after(shape: Shape) -> Executable:
    return select(products).where(*conditions(shape), _BEYOND).order_by(_NAME).limit(bindparam("limit"))


def adding(
    restaurant: RestaurantId,
    currency: Currency,
    new: Product,
    *,
    unless: Mapping[str, type[Exception]] = MappingProxyType({}),
) -> Writes:
    """Return what keeps a new product, `unless` a constraint refuses it: its name tells what to raise."""
    to_count = {"restaurant_id": restaurant, "product_id": new.id}
    rows = {products: [_row(restaurant, currency, new)], products_to_count: [to_count]}
    return Writes(rows, unless=unless, run=_ensuring_groups(restaurant, new))


def _ensuring_groups(restaurant: RestaurantId, product: Product) -> Sequence[Run]:
    if not product.modifier_groups:
        return ()
    groups = {"restaurant": restaurant, "groups": [*product.modifier_groups]}
    return [Run(_LOCK_GROUPS, groups, ModifierGroupNotFound)]


def _row(restaurant: RestaurantId, currency: Currency, product: Product) -> Values:
    return {
        "restaurant_id": restaurant,
        "id": product.id,
        "name": product.name,
        "price": product.price.minor,
        "currency": currency.code,
        "available": product.available,
        "created_at": product.added_at,
        "version": product.version,
        "category": product.category,
        "station_id": product.station,
        "stock": product.stock,
        "tax": product.tax,
        "modifier_groups": [*product.modifier_groups] or None,
        "open_price": product.open_price,
    }


def _product(row: Row) -> Product:
    return Product(
        id=ProductId(row.id),
        name=Name.kept(row.name),
        price=Price(row.price),
        available=row.available,
        added_at=row.created_at,
        version=row.version,
        category=None if row.category is None else Name.kept(row.category),
        station=None if row.station_id is None else StationId(row.station_id),
        stock=None if row.stock is None else Stock(row.stock),
        tax=None if row.tax is None else Name.kept(row.tax),
        modifier_groups=tuple(map(ModifierGroupId, row.modifier_groups or ())),
        open_price=row.open_price,
    )
