"""What the reports answer."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Self

import msgspec
from msgspec.structs import astuple

from application.kernel.pieces import in_pieces
from domain.kernel.money import Currency
from domain.kernel.period import Period
from domain.reporting.product_sales import ProductSales
from entrypoints.http.reporting.tables import Table


class ProductSalesRow(msgspec.Struct, frozen=True, gc=False):
    """What one product sold; what was taken off that, or given back of it in these days, and what is left (`net`)."""

    product_name: str
    total_quantity: int
    total_price: Decimal
    discounts: Decimal
    refunds: Decimal
    net: Decimal


class ProductSalesView(msgspec.Struct, frozen=True):
    """What was sold in a range of business days."""

    start_date: date | None
    end_date: date | None
    products: list[ProductSalesRow]


class ProductSalesReported(msgspec.Struct, frozen=True):
    """The product sales report."""

    report: ProductSalesView

    @classmethod
    async def of(cls, sold: Sequence[ProductSales], period: Period, currency: Currency) -> Self:
        """Show the report."""

        def row(each: ProductSales) -> ProductSalesRow:
            amounts = map(currency.amount, (each.revenue, each.discounts, each.refunds, each.net))
            return ProductSalesRow(each.product_name, each.quantity, *amounts)

        return cls(ProductSalesView(period.start, period.end, await in_pieces(sold, row)))

    def as_table(self, currency: Currency) -> Table:
        """Return the products, under the names they have in JSON."""
        rows = [astuple(row) for row in self.report.products]
        return Table("product-sales", ProductSalesRow.__struct_fields__, rows, currency.decimals)


REPORT_EXAMPLE: Final = {
    "start_date": "2026-11-01",
    "end_date": "2026-11-30",
    "products": [
        {"product_name": "Espresso", "total_quantity": 2, "total_price": 5, "discounts": 0.5, "refunds": 0, "net": 4.5}
    ],
}
