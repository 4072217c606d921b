"""The product sales report."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.access import ensure_may_see
from application.reporting.ports import Sales, SalesQuestion
from domain.kernel.caller import Caller
from domain.reporting.product_sales import ProductSales


@dataclass(frozen=True, slots=True)
class ProductSalesReport:
    """What was sold: one's own sales, or anybody's for a manager."""

    sales: Sales

    async def __call__(self, *, caller: Caller, question: SalesQuestion) -> Sequence[ProductSales]:
        """Return what each product sold until now, exactly, or raise `OnlyManagersMay` or `NotForTheKitchen`."""
        ensure_may_see(caller, question.waiter)
        return await self.sales.by_product(question)
