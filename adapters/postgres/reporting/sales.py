"""What was sold, on PostgreSQL."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    String,
    Uuid,
    bindparam,
    collate,
    func,
    literal_column,
    select,
)

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.reporting import sold
from adapters.postgres.reporting.groupings import GROUPINGS
from adapters.postgres.reporting.spans import spans
from application.kernel.pieces import in_pieces
from application.reporting.ports import GroupedQuestion, GroupedSales, Sales, SalesQuestion
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Money
from domain.reporting.product_sales import ProductSales, SortBy
from domain.reporting.sales import GroupBy, SalesGroup, Sold

_SOLD: Final = sold.summed(sold.by_product(), "product_id")
_QUANTITY, _REVENUE = (func.coalesce(each, literal_column("0")) for each in (_SOLD.c.quantity, _SOLD.c.revenue))
_NAME: Final = collate(products.c.name, "C")
_SORTS: Final[dict[SortBy, ColumnElement[Any]]] = {
    SortBy.QUANTITY: _QUANTITY,
    SortBy.REVENUE: _REVENUE,
    SortBy.NAME: _NAME,
}


@cache
def _by_product(sort_by: SortBy, *, descending: bool, of_one: bool, of_some: bool, unsold: bool) -> Executable:
    sort = _SORTS[sort_by]
    statement = (
        select(products.c.id, products.c.name, _QUANTITY, _REVENUE)
        .join_from(products, _SOLD, products.c.id == _SOLD.c.product_id, isouter=unsold)
        .where(products.c.restaurant_id == sold.RESTAURANT)
        .order_by(sort.desc() if descending else sort.asc(), _NAME, products.c.id)
        .limit(bindparam("limit", type_=BigInteger))
    )
    if of_one:
        statement = statement.where(products.c.id == bindparam("product", type_=Uuid))
    if of_some:
        statement = statement.where(has_part(products.c.name, bindparam("name_part", type_=String)))
    return statement


class PostgresSales(Sales):
    """Adds up one restaurant's rollups, and its orders that are in none yet. The catalogue gives names only."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def by_product(self, question: SalesQuestion) -> Sequence[ProductSales]:
        asked = {
            **self._which(question),
            "product": question.product,
            "name_part": question.name_part,
            "limit": question.limit,
        }
        statement = _by_product(
            question.sort_by,
            descending=question.descending,
            of_one=question.product is not None,
            of_some=bool(question.name_part),
            unsold=question.unsold,
        )
        return await in_pieces(await self._database.fetch(statement, asked), _product_sales)

    async def grouped(self, *questions: GroupedQuestion) -> Sequence[GroupedSales]:
        found = await self._database.fetch_in_snapshot(
            [(GROUPINGS[each.group_by], self._which(each)) for each in questions]
        )
        return [await _groups(rows, each.group_by) for rows, each in zip(found, questions, strict=True)]

    def _which(self, question: SalesQuestion | GroupedQuestion) -> Parameters:
        return {"restaurant": self._restaurant, "whose": sold.whose(question.waiter), **spans(question.period)}


def _product_sales(row: Row) -> ProductSales:
    id_, name, quantity, revenue = row
    return ProductSales(product=ProductId(id_), product_name=name, quantity=quantity, revenue=Money(int(revenue)))


async def _groups(rows: Sequence[Row], group_by: GroupBy) -> GroupedSales:
    total = Sold()

    def group(row: Row) -> SalesGroup:
        nonlocal total
        sold = Sold(quantity=row.quantity, revenue=Money(int(row.revenue)), orders=row.orders)
        total += sold
        return SalesGroup(key=row.key, name=row.get("name"), sold=sold)

    groups = await in_pieces(rows, group)
    if rows and group_by is GroupBy.PRODUCT:
        total = replace(total, orders=rows[0].all_orders)
    return GroupedSales(groups, total)
