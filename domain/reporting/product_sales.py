"""What one product sold."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kernel.ids import ProductId
from domain.kernel.money import Money


class SortBy(StrEnum):
    """What a product sales report is sorted by. Ties are sorted by name, then by id."""

    QUANTITY = "quantity"
    REVENUE = "revenue"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSales:
    """How many of a product were sold, and for how much, at the prices of their orders."""

    product: ProductId
    product_name: str
    quantity: int
    revenue: Money
