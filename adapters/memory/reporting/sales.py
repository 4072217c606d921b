"""What was sold, in memory."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from adapters.memory.kernel.folding import searched
from adapters.memory.kernel.store import MemoryStore
from application.reporting.ports import GroupedQuestion, GroupedSales, Sales, SalesQuestion
from domain.catalogue.product import Product
from domain.kernel.ids import ProductId, RestaurantId, WaiterId
from domain.kernel.money import NOTHING, Money
from domain.kernel.period import Period
from domain.ordering.billed import BillEntry
from domain.ordering.line import Sale
from domain.ordering.order import Order
from domain.reporting.product_sales import ProductSales, SortBy
from domain.reporting.sales import GroupBy, GroupKey, SalesGroup, Sold, month_of, week_of


class _Fact(NamedTuple):
    """An order, or what was sold by a line of it; `first` is 1 for the first line of the order's with that product."""

    sale: Sale
    product: ProductId | None
    sold: Sold
    first: int = 0


class MemorySales(Sales):
    """Adds up one restaurant's lines, one by one."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def by_product(self, question: SalesQuestion) -> Sequence[ProductSales]:
        sums: defaultdict[ProductId, Sold] = defaultdict(Sold)
        for fact in self._facts(question.waiter, question.period):
            if fact.product is not None:
                sums[fact.product] += fact.sold
        sold = [
            _of_product(product, sums[id_])
            for id_, product in self._shelf.products.items()
            if (question.unsold or _is_something(sums[id_])) and _is_asked_for(product, question)
        ]
        return _in_order(sold, question)[: question.limit]

    async def grouped(self, *questions: GroupedQuestion) -> Sequence[GroupedSales]:
        return [self._grouped(question) for question in questions]

    def _grouped(self, question: GroupedQuestion) -> GroupedSales:
        groups: dict[GroupKey, Sold] = {}
        total = Sold()
        for fact in self._facts(question.waiter, question.period):
            if keyed := self._keyed(fact, question.group_by):
                key, sold = keyed
                groups[key] = groups.get(key, Sold()) + sold
            total += fact.sold
        names = self._names(question.group_by)
        by_product = question.group_by in {GroupBy.PRODUCT, GroupBy.CATEGORY}
        found = [
            SalesGroup(key=key, name=names.get(key), sold=sold)
            for key, sold in groups.items()
            if by_product or sold != Sold()
        ]
        by = _place_of_a_category if question.group_by is GroupBy.CATEGORY else _place
        return GroupedSales(sorted(found, key=by), total)

    def _facts(self, waiter: WaiterId | None, period: Period) -> Iterator[_Fact]:
        for order in self._shelf.orders.values():
            for fact in (*_facts_of(order), *map(_fact_of, self._shelf.bill_entries.get(order.id, ()))):
                if waiter in {None, fact.sale.waiter} and fact.sale.business_date in period:
                    yield fact

    def _keyed(self, fact: _Fact, group_by: GroupBy) -> tuple[GroupKey, Sold] | None:
        if group_by not in {GroupBy.PRODUCT, GroupBy.CATEGORY}:
            return _key(fact, group_by), fact.sold
        if fact.product is None:
            return None
        if group_by is GroupBy.PRODUCT:
            return fact.product, replace(fact.sold, orders=fact.first)
        return self._shelf.products[fact.product].category, replace(fact.sold, orders=0)

    def _names(self, group_by: GroupBy) -> Mapping[GroupKey, str]:
        match group_by:
            case GroupBy.WAITER:
                return {id_: waiter.name for id_, waiter in self._shelf.waiters.items()}
            case GroupBy.PRODUCT:
                return {id_: product.name for id_, product in self._shelf.products.items()}
            case _:
                return {}


def _facts_of(order: Order) -> Iterator[_Fact]:
    yield _Fact(order.sale, None, Sold(orders=1))
    ordered = set[ProductId]()
    for line in order.lines:
        sold = line.quantity if line.moved_from is None else 0
        first = sold > 0 and line.product not in ordered
        if first:
            ordered.add(line.product)
        quantity = sold - line.voided
        yield _Fact(
            order.sale_of(line), line.product, Sold(quantity=quantity, revenue=line.unit_price * quantity), int(first)
        )


def _fact_of(entry: BillEntry) -> _Fact:
    more = entry.more
    return _Fact(entry.sale, entry.product, Sold(discounts=Money(more.discount), refunds=Money(more.refund)))


def _of_product(product: Product, sold: Sold) -> ProductSales:
    return ProductSales(
        product=product.id,
        product_name=product.name,
        quantity=sold.quantity,
        revenue=sold.revenue,
        discounts=sold.discounts,
        refunds=sold.refunds,
    )


def _is_something(sold: Sold) -> bool:
    return sold.quantity > 0 or sold.refunds != NOTHING


def _key(fact: _Fact, group_by: GroupBy) -> GroupKey:
    day = fact.sale.business_date
    match group_by:
        case GroupBy.DAY:
            return day
        case GroupBy.WEEK:
            return week_of(day)
        case GroupBy.MONTH:
            return month_of(day)
        case GroupBy.HOUR:
            return fact.sale.local_hour
        case GroupBy.WEEKDAY:
            return day.isoweekday()
        case GroupBy.WAITER:
            return fact.sale.waiter
        case GroupBy.PRODUCT | GroupBy.CATEGORY:
            raise ValueError


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
