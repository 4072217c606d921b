"""The products, on PostgreSQL."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Executable, String, bindparam, collate, func, select

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.changes import Change, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.insertions import Values
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from application.catalogue.ports import Products
from application.kernel.pages import Page, PageRequest
from domain.catalogue.product import Product, ProductChanged, ProductNotFound
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Money

_OWN: Final = products.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(products).where(_OWN, products.c.id == bindparam("product"))
_NAME: Final = collate(products.c.name, "C")  # the order of code points, whatever the database's own
_NAMED_LIKE: Final = has_part(products.c.name, bindparam("name_part", type_=String))
_BEYOND: Final = collate(bindparam("name", type_=String), "C") < _NAME
_CHANGE: Final = update_of(products).where(products.c.version == bindparam("was"))


class PostgresProducts(Products):
    """Keeps one restaurant's products in a table."""

    def __init__(self, database: Database, restaurant: RestaurantId, work: PostgresUnitOfWork) -> None:
        self._database = database
        self._restaurant = restaurant
        self._work = work

    async def get(self, product_id: ProductId) -> Product:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "product": product_id}):
            return _product(row)
        raise ProductNotFound

    async def page(self, *, name_part: str, page: PageRequest) -> Page[Product]:
        which, some = {"restaurant": self._restaurant, "name_part": name_part}, bool(name_part)
        rows = await self._database.fetch(_page(some=some), {**which, "limit": page.size, "offset": page.offset})
        # Counted last: what a product that joins meanwhile pushes off the page is in the count, and so announced.
        count = await self._database.fetch(_count(some=some), which)
        return Page([_product(row) for row in rows], count[0][0], page)

    async def after(self, *, name_part: str, name: str, most: int) -> Sequence[Product]:
        which = {"restaurant": self._restaurant, "name_part": name_part, "name": name, "limit": most}
        return [_product(row) for row in await self._database.fetch(_after(some=bool(name_part)), which)]

    async def add(self, product: Product) -> None:
        self._work.add(products, [row_of(self._restaurant, product)])

    async def change(self, product: Product) -> None:
        values = new_values(products, row_of(self._restaurant, product))
        self._work.change(Change(_CHANGE, {**values, "was": product.version - 1}, ProductChanged))


def _conditions(*, some: bool) -> Sequence[ColumnElement[bool]]:
    return [_OWN, _NAMED_LIKE] if some else [_OWN]


@cache
def _page(*, some: bool) -> Executable:
    page = select(products).where(*_conditions(some=some)).order_by(_NAME)
    return page.limit(bindparam("limit")).offset(bindparam("offset"))


@cache
def _count(*, some: bool) -> Executable:
    return select(func.count()).select_from(products).where(*_conditions(some=some))


@cache
def _after(*, some: bool) -> Executable:
    return select(products).where(*_conditions(some=some), _BEYOND).order_by(_NAME).limit(bindparam("limit"))


def row_of(restaurant: RestaurantId, product: Product) -> Values:
    """Return the row that keeps the product."""
    return (
        restaurant,
        product.id,
        product.name,
        product.price.minor,
        product.available,
        product.added_at,
        product.version,
    )


def _product(row: Row) -> Product:
    return Product(
        id=ProductId(row.id),
        name=row.name,
        price=Money(row.price),
        available=row.available,
        added_at=row.created_at,
        version=row.version,
    )
