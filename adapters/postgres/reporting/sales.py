"""What was sold, on PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, bindparam, collate, func, select

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.ordering.tables import order_products, orders
from application.reporting.ports import Sales, SalesQuestion
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Money
from domain.reporting.product_sales import ProductSales, SortBy

_QUANTITY: Final = func.sum(order_products.c.quantity).label("quantity")
_REVENUE: Final = func.sum(order_products.c.quantity * order_products.c.unit_price).cast(BigInteger).label("revenue")
_NAME: Final = collate(products.c.name, "C")
_BY_PRODUCT: Final = (
    select(products.c.id, products.c.name, _QUANTITY, _REVENUE)
    .join_from(orders, order_products)
    .join(products)
    .where(orders.c.restaurant_id == bindparam("restaurant"))
    .group_by(products.c.id, products.c.name)
)
_SORTS: Final[dict[SortBy, ColumnElement[Any]]] = {
    SortBy.QUANTITY: _QUANTITY,
    SortBy.REVENUE: _REVENUE,
    SortBy.NAME: _NAME,
}


class PostgresSales(Sales):
    """Adds up one restaurant's lines. The catalogue gives names only, never prices."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def by_product(self, question: SalesQuestion) -> Sequence[ProductSales]:
        sort = _SORTS[question.sort_by]
        statement = (
            _BY_PRODUCT.where(*_conditions(question))
            .order_by(sort.desc() if question.descending else sort.asc(), _NAME, products.c.id)
            .limit(question.limit)
        )
        return [_sales(row) for row in await self._database.fetch(statement, {"restaurant": self._restaurant})]


def _conditions(question: SalesQuestion) -> Iterable[ColumnElement[bool]]:
    if question.waiter is not None:
        yield orders.c.user_id == question.waiter
    if question.period.start is not None:
        yield orders.c.business_date >= question.period.start
    if question.period.end is not None:
        yield orders.c.business_date <= question.period.end
    if question.product is not None:
        yield products.c.id == question.product
    if question.name_part:
        yield has_part(products.c.name, question.name_part)


def _sales(row: Row) -> ProductSales:
    return ProductSales(
        product=ProductId(row.id), product_name=row.name, quantity=row.quantity, revenue=Money(row.revenue)
    )
