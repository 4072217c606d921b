"""What was sold, in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.memory.kernel.folding import searched
from adapters.memory.kernel.store import MemoryStore
from application.reporting.ports import GroupedQuestion, GroupedSales, Sales, SalesQuestion
from domain.catalogue.product import Product
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Money
from domain.ordering.order import Line, Order
from domain.reporting.product_sales import ProductSales, SortBy
from domain.reporting.sales import GroupBy, GroupKey, SalesGroup, Sold, month_of, week_of


class MemorySales(Sales):
    """Adds up one restaurant's lines, one by one."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def by_product(self, question: SalesQuestion) -> Sequence[ProductSales]:
        quantity: Counter[ProductId] = Counter()
        revenue: Counter[ProductId] = Counter()
        for order in self._shelf.orders.values():
            if question.waiter in {None, order.waiter} and order.business_date in question.period:
                for line in order.lines:
                    quantity[line.product] += line.quantity
                    revenue[line.product] += line.total.minor
        sold = [
            ProductSales(product=id_, product_name=product.name, quantity=quantity[id_], revenue=Money(revenue[id_]))
            for id_ in (self._shelf.products if question.unsold else quantity)
            if _is_asked_for(product := self._shelf.products[id_], question)
        ]
        return _in_order(sold, question)[: question.limit]

    async def grouped(self, *questions: GroupedQuestion) -> Sequence[GroupedSales]:
        return [self._grouped(question) for question in questions]

    def _grouped(self, question: GroupedQuestion) -> GroupedSales:
        groups: dict[GroupKey, Sold] = {}
        total = Sold()
        for order in self._shelf.orders.values():
            if question.waiter in {None, order.waiter} and order.business_date in question.period:
                for key, sold in _parts(order, question.group_by, self._shelf.products):
                    groups[key] = groups.get(key, Sold()) + sold
                total += _sold(order.lines)
        names = self._names(question.group_by)
        found = [SalesGroup(key=key, name=names.get(key), sold=sold) for key, sold in groups.items()]
        by = _place_of_a_category if question.group_by is GroupBy.CATEGORY else _place
        return GroupedSales(sorted(found, key=by), total)

    def _names(self, group_by: GroupBy) -> Mapping[GroupKey, str]:
        match group_by:
            case GroupBy.WAITER:
                return {id_: waiter.name for id_, waiter in self._shelf.waiters.items()}
            case GroupBy.PRODUCT:
                return {id_: product.name for id_, product in self._shelf.products.items()}
            case _:
                return {}


def _parts(order: Order, group_by: GroupBy, products: Mapping[ProductId, Product]) -> Iterable[tuple[GroupKey, Sold]]:
    match group_by:
        case GroupBy.DAY:
            yield order.business_date, _sold(order.lines)
        case GroupBy.WEEK:
            yield week_of(order.business_date), _sold(order.lines)
        case GroupBy.MONTH:
            yield month_of(order.business_date), _sold(order.lines)
        case GroupBy.HOUR:
            yield order.local_hour, _sold(order.lines)
        case GroupBy.WEEKDAY:
            yield order.business_date.isoweekday(), _sold(order.lines)
        case GroupBy.WAITER:
            yield order.waiter, _sold(order.lines)
        case GroupBy.PRODUCT | GroupBy.CATEGORY:
            for product in {line.product for line in order.lines}:
                sold = _sold([line for line in order.lines if line.product == product])
                is_known = group_by is GroupBy.PRODUCT
                yield (product, sold) if is_known else (products[product].category, replace(sold, orders=0))


def _sold(lines: Iterable[Line]) -> Sold:
    return Sold(
        quantity=sum(line.quantity for line in lines),
        revenue=sum((line.total for line in lines), Money(0)),
        orders=1,
    )


def _place(group: SalesGroup) -> tuple[Any, ...]:
    return (group.key,) if group.name is None else (-group.sold.revenue.minor, group.name, group.key)


def _place_of_a_category(group: SalesGroup) -> tuple[Any, ...]:
    return -group.sold.revenue.minor, group.key is None, group.key


def _is_asked_for(product: Product, question: SalesQuestion) -> bool:
    of_these = question.product in {None, product.id} and question.category in {None, product.category}
    return of_these and searched(question.name_part) in searched(product.name)


def _in_order(sold: list[ProductSales], question: SalesQuestion) -> list[ProductSales]:
    sold.sort(key=lambda each: (each.product_name, each.product))
    match question.sort_by:
        case SortBy.QUANTITY:
            sold.sort(key=lambda each: each.quantity, reverse=question.descending)
        case SortBy.REVENUE:
            sold.sort(key=lambda each: each.revenue, reverse=question.descending)
        case SortBy.NAME:
            sold.sort(key=lambda each: each.product_name, reverse=question.descending)
    return sold
