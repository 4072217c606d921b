"""What one product sold."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kernel.ids import ProductId
from domain.kernel.money import NOTHING, Money


class SortBy(StrEnum):
    """What a product sales report is sorted by. Ties are sorted by name, then by id."""

    QUANTITY = "quantity"
    REVENUE = "revenue"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSales:
    """How many of a product were sold, and for how much, at the prices of their orders; and what was taken off that."""

    product: ProductId
    product_name: str
    quantity: int
    revenue: Money
    discounts: Money = NOTHING
    refunds: Money = NOTHING

    @property
    def net(self) -> Money:
        """What is left of the revenue."""
        return self.revenue - self.discounts - self.refunds
