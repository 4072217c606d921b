"""The products, on PostgreSQL."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from sqlalchemy import ColumnElement, Executable, String, bindparam, collate, select

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.statements import Parameters
from application.catalogue.ports import Products
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.product import Product, ProductChanged, ProductNotFound
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name

_OWN: Final = products.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(products).where(_OWN, products.c.id == bindparam("product"))
_NAME: Final = collate(products.c.name, "C")  # the order of code points, whatever the database's own
_NAMED_LIKE: Final = has_part(products.c.name, bindparam("name_part", type_=String))
_BEYOND: Final = collate(bindparam("name", type_=String), "C") < _NAME
_CHANGE: Final = update_of(products).where(products.c.version == bindparam("was"))


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

    async def page(self, *, name_part: str, page: PageRequest) -> Sequence[Product]:
        parameters = {"restaurant": self._restaurant, "name_part": name_part, "limit": page.size, "offset": page.offset}
        return await self._fetch(_page(searched=bool(name_part)), parameters)

    async def after(self, *, name_part: str, name: str, most: int) -> Sequence[Product]:
        parameters = {"restaurant": self._restaurant, "name_part": name_part, "name": name, "limit": most}
        return await self._fetch(_after(searched=bool(name_part)), parameters)

    async def _fetch(self, statement: Executable, parameters: Parameters) -> Sequence[Product]:
        rows = await self._database.fetch(statement, parameters, custom_plan=bool(parameters["name_part"]))
        return [_product(row) for row in rows]

    def add(self, product: Product) -> Change:
        return adding(self._restaurant, self._currency, product)

    def change(self, product: Product) -> Change:
        values = new_values(products, _row(self._restaurant, self._currency, product))
        return Writes(run=[Run(_CHANGE, {**values, "was": product.version - 1}, ProductChanged)])


def _conditions(*, searched: bool) -> Sequence[ColumnElement[bool]]:
    return [_OWN, _NAMED_LIKE] if searched else [_OWN]


@cache
def _page(*, searched: bool) -> Executable:
    page = select(products).where(*_conditions(searched=searched)).order_by(_NAME)
    return page.limit(bindparam("limit")).offset(bindparam("offset"))


@cache
def _after(*, searched: bool) -> Executable:
    return select(products).where(*_conditions(searched=searched), _BEYOND).order_by(_NAME).limit(bindparam("limit"))


def adding(
    restaurant: RestaurantId,
    currency: Currency,
    new: Product,
    *,
    unless: Mapping[str, type[Exception]] = MappingProxyType({}),
) -> Writes:
    """Return what keeps a new product, `unless` a constraint refuses it: its name tells what to raise."""
    to_count = {"restaurant_id": restaurant, "product_id": new.id}
    return Writes({products: [_row(restaurant, currency, new)], products_to_count: [to_count]}, unless=unless)


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
    }


def _product(row: Row) -> Product:
    return Product(
        id=ProductId(row.id),
        name=Name.kept(row.name),
        price=Price(row.price),
        available=row.available,
        added_at=row.created_at,
        version=row.version,
    )
