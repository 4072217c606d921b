"""What was sold, on PostgreSQL."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, String, Uuid, bindparam, collate, func, or_, select

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.reporting import sold
from adapters.postgres.reporting.groupings import GROUPINGS
from adapters.postgres.reporting.spans import spans
from application.reporting.ports import GroupedQuestion, GroupedSales, Sales, SalesQuestion
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Money
from domain.reporting.product_sales import ProductSales, SortBy
from domain.reporting.sales import GroupBy, SalesGroup, Sold, name_of

_SOLD: Final = sold.by_product()
_QUANTITY: Final = func.sum(_SOLD.c.quantity).label("quantity")
_REVENUE: Final = func.sum(_SOLD.c.revenue).label("revenue")
_NAME: Final = collate(products.c.name, "C")
_ONE_PRODUCT: Final = bindparam("product", type_=Uuid)
_BY_PRODUCT: Final = (
    select(products.c.id, products.c.name, _QUANTITY, _REVENUE)
    .join_from(_SOLD, products, products.c.id == _SOLD.c.product_id)
    .where(
        products.c.restaurant_id == bindparam("restaurant"),
        or_(_ONE_PRODUCT.is_(None), products.c.id == _ONE_PRODUCT),
        has_part(products.c.name, bindparam("name_part", type_=String)),
    )
    .group_by(products.c.id, products.c.name)
    .limit(bindparam("limit", type_=BigInteger))
)


def _sorted_by(sort: ColumnElement[Any]) -> tuple[sold.Rows, sold.Rows]:
    """Return the report ascending and descending."""
    ascending, descending = (_BY_PRODUCT.order_by(by, _NAME, products.c.id) for by in (sort.asc(), sort.desc()))
    return ascending, descending


_REPORTS: Final = {
    SortBy.QUANTITY: _sorted_by(_QUANTITY),
    SortBy.REVENUE: _sorted_by(_REVENUE),
    SortBy.NAME: _sorted_by(_NAME),
}


class PostgresSales(Sales):
    """Adds up one restaurant's rollups, and its orders that are in none yet. The catalogue gives names only."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def by_product(self, question: SalesQuestion) -> Sequence[ProductSales]:
        asked = {
            "restaurant": self._restaurant,
            "whose": question.waiter or sold.EVERYBODY,
            **spans(question.period),
            "product": question.product,
            "name_part": question.name_part,
            "limit": question.limit,
        }
        rows = await self._database.fetch(_REPORTS[question.sort_by][question.descending], asked)
        return [_sales(row) for row in rows]

    async def grouped(self, question: GroupedQuestion) -> GroupedSales:
        asked = {
            "restaurant": self._restaurant,
            "whose": question.waiter or sold.EVERYBODY,
            **spans(question.period),
        }
        rows = await self._database.fetch(GROUPINGS[question.group_by], asked)
        groups = [_group(row, question.group_by) for row in rows]
        total = sum((group.sold for group in groups), Sold())
        if rows and question.group_by is GroupBy.PRODUCT:
            total = replace(total, orders=int(rows[0].all_orders))
        return GroupedSales(groups, total)


def _sales(row: Row) -> ProductSales:
    return ProductSales(
        product=ProductId(row.id),
        product_name=row.name,
        quantity=int(row.quantity),
        revenue=Money(int(row.revenue)),
    )


def _group(row: Row, group_by: GroupBy) -> SalesGroup:
    return SalesGroup(
        key=row.key,
        name=name_of(group_by, row.key) if row.name is None else row.name,
        sold=Sold(quantity=int(row.quantity), revenue=Money(int(row.revenue)), orders=int(row.orders)),
    )
