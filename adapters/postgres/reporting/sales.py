"""Sales reports, on PostgreSQL."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Executable,
    FromClause,
    Integer,
    String,
    Uuid,
    bindparam,
    collate,
    extract,
    func,
    literal_column,
    or_,
    select,
)

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.people.tables import users
from adapters.postgres.reporting import measures, sold
from adapters.postgres.reporting.spans import spans
from application.kernel.pieces import in_pieces
from application.reporting.ports import GroupedQuestion, GroupedSales, Sales, SalesQuestion
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Money
from domain.reporting.product_sales import ProductSales, SortBy
from domain.reporting.sales import GroupBy, SalesGroup, Sold

_PRODUCTS, _WAITERS = sold.summed(sold.BY_PRODUCT), sold.summed(sold.BY_WAITER)
_QUANTITY, _REVENUE, _DISCOUNTS, _REFUNDS = (
    func.coalesce(_PRODUCTS.c[name], literal_column("0")).label(name)
    for name in ("quantity", "revenue", "discounts", "refunds")
)
_NAME: Final = collate(products.c.name, "C")
_SORTS: Final[dict[SortBy, ColumnElement[Any]]] = {
    SortBy.QUANTITY: _QUANTITY,
    SortBy.REVENUE: _REVENUE,
    SortBy.NAME: _NAME,
}


@cache
def _by_product(
    sort_by: SortBy, *, descending: bool, of_one: bool, of_some: bool, in_category: bool, unsold: bool
) -> Executable:
    sort = _SORTS[sort_by]
    statement = (
        select(products.c.id, products.c.name, _QUANTITY, _REVENUE, _DISCOUNTS, _REFUNDS)
        .join_from(products, _PRODUCTS, products.c.id == _PRODUCTS.c.product_id, isouter=unsold)
        .where(products.c.restaurant_id == sold.RESTAURANT)
        .order_by(sort.desc() if descending else sort.asc(), _NAME, products.c.id)
        .limit(bindparam("limit", type_=BigInteger))
    )
    if not unsold:
        # All of it may have been taken back, or paid back when nothing was sold.
        none = literal_column("0", Integer)
        statement = statement.where(or_(_PRODUCTS.c.quantity > none, _PRODUCTS.c.refunds != none))
    if of_one:
        statement = statement.where(products.c.id == bindparam("product", type_=Uuid))
    if in_category:
        statement = statement.where(products.c.category == bindparam("category", type_=String))
    if of_some:
        statement = statement.where(has_part(products.c.name, bindparam("name_part", type_=String)))
    return statement


def _is_something(*sums: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that there is an order, or something sold: all of it may have been handed over."""
    return or_(*(each != literal_column("0") for each in sums))


def _in_order(of: FromClause, key: ColumnElement[Any]) -> sold.Rows:
    """Return a query of groups, ordered by key."""
    sums = measures.sums(of)
    return select(key.label("key"), *sums).group_by(key).having(_is_something(*sums)).order_by(key)


def _named(of: CTE, named: FromClause, key: ColumnElement[Any], *more: ColumnElement[Any]) -> sold.Rows:
    """Return a query of groups with names of `named`, ordered by revenue, the highest first."""
    return (
        select(named.c.id.label("key"), named.c.name, *measures.measures_of(of), *more)
        .join_from(of, named, named.c.id == key)
        .where(named.c.restaurant_id == sold.RESTAURANT)
        .order_by(of.c.revenue.desc(), collate(named.c.name, "C"), named.c.id)
    )


_DAY: Final = sold.BY_DAY.c.business_date
# An order of several products is in several groups. Counted in the same statement, so of the same snapshot.
_ALL_ORDERS: Final = select(func.sum(sold.BY_HOUR.c.orders).cast(BigInteger)).scalar_subquery().label("all_orders")
_IN_CATEGORIES: Final[Sequence[ColumnElement[Any]]] = measures.sums(_PRODUCTS)
_NOT_KNOWN: Final = literal_column("0", Integer).label("orders")
_BY_CATEGORY: Final[sold.Rows] = (
    # In how many orders something of a category was, the sums of its products do not tell.
    select(
        products.c.category.label("key"),
        _NOT_KNOWN,
        _ALL_ORDERS,
        *(each for each in _IN_CATEGORIES if each.name != "orders"),
    )
    .join_from(_PRODUCTS, products, products.c.id == _PRODUCTS.c.product_id)
    .where(products.c.restaurant_id == sold.RESTAURANT)
    .group_by(products.c.category)
    .order_by(_IN_CATEGORIES[1].desc(), collate(products.c.category, "C").nulls_last())
)
_GROUPINGS: Final[Mapping[GroupBy, sold.Rows]] = {
    GroupBy.DAY: _in_order(sold.BY_DAY, _DAY),
    GroupBy.WEEK: _in_order(sold.BY_DAY, func.to_char(_DAY, literal_column("'IYYY-\"W\"IW'"))),
    GroupBy.MONTH: _in_order(sold.BY_MONTH, sold.BY_MONTH.c.month),
    GroupBy.HOUR: _in_order(sold.BY_HOUR, sold.BY_HOUR.c.local_hour),
    GroupBy.WEEKDAY: _in_order(sold.BY_DAY, extract("isodow", _DAY).cast(Integer)),
    GroupBy.WAITER: _named(_WAITERS, users, _WAITERS.c.user_id).where(_is_something(*measures.measures_of(_WAITERS))),
    GroupBy.PRODUCT: _named(_PRODUCTS, products, _PRODUCTS.c.product_id, _ALL_ORDERS),
    GroupBy.CATEGORY: _BY_CATEGORY,
}


class PostgresSales(Sales):
    """Adds up one restaurant's sums and its orders in the queue. Of the catalogue it takes names and categories."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def by_product(self, question: SalesQuestion) -> Sequence[ProductSales]:
        parameters = {
            **self._parameters(question),
            "product": question.product,
            "name_part": question.name_part,
            "category": question.category,
            "limit": question.limit,
        }
        statement = _by_product(
            question.sort_by,
            descending=question.descending,
            of_one=question.product is not None,
            of_some=bool(question.name_part),
            in_category=question.category is not None,
            unsold=question.unsold,
        )
        return await in_pieces(await self._database.fetch(statement, parameters), _product_sales)

    async def grouped(self, *questions: GroupedQuestion) -> Sequence[GroupedSales]:
        answers = await self._database.fetch_in_snapshot(
            [(_GROUPINGS[each.group_by], self._parameters(each)) for each in questions]
        )
        return [await _groups(rows, each.group_by) for rows, each in zip(answers, questions, strict=True)]

    def _parameters(self, question: SalesQuestion | GroupedQuestion) -> Parameters:
        return {"restaurant": self._restaurant, "whose": sold.whose(question.waiter), **spans(question.period)}


def _product_sales(row: Row) -> ProductSales:
    return ProductSales(
        product=ProductId(row.id),
        product_name=row.name,
        quantity=row.quantity,
        revenue=Money(int(row.revenue)),
        discounts=Money(int(row.discounts)),
        refunds=Money(int(row.refunds)),
    )


async def _groups(rows: Sequence[Row], group_by: GroupBy) -> GroupedSales:
    total = Sold()

    def group(row: Row) -> SalesGroup:
        nonlocal total
        sold = Sold(
            quantity=row.quantity,
            revenue=Money(int(row.revenue)),
            orders=row.orders,
            discounts=Money(int(row.discounts)),
            refunds=Money(int(row.refunds)),
        )
        total += sold
        return SalesGroup(key=row.key, name=row.get("name"), sold=sold)

    groups = await in_pieces(rows, group)
    if rows and group_by in {GroupBy.PRODUCT, GroupBy.CATEGORY}:
        total = replace(total, orders=rows[0].all_orders)
    return GroupedSales(groups, total)
