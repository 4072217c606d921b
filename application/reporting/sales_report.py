"""The sales report."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.access import ensure_may_see
from application.reporting.ports import GroupedQuestion, GroupedSales, Sales
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class SalesReport:
    """What was sold, by day, hour, weekday, waiter or product: one's own sales, or anybody's for a manager."""

    sales: Sales

    async def __call__(self, *questions: GroupedQuestion, caller: Caller) -> Sequence[GroupedSales]:
        """Return what was sold until now, exactly, all answers of one snapshot.

        Raises `OnlyManagersMay` and `NotForTheKitchen`.
        """
        for question in questions:
            ensure_may_see(caller, question.waiter)
        return await self.sales.grouped(*questions)
