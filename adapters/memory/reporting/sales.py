"""What was sold, in memory."""

from collections import Counter
from collections.abc import Sequence

from adapters.memory.kernel.folding import folded
from adapters.memory.kernel.store import MemoryStore
from application.reporting.ports import Sales, SalesQuestion
from domain.catalogue.product import Product
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Money
from domain.reporting.product_sales import ProductSales, SortBy


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
            for id_ in quantity
            if _is_asked_for(product := self._shelf.products[id_], question)
        ]
        return _in_order(sold, question)[: question.limit]


def _is_asked_for(product: Product, question: SalesQuestion) -> bool:
    return question.product in {None, product.id} and folded(question.name_part) in folded(product.name)


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
