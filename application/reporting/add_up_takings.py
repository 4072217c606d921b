"""Add up takings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from application.reporting.ports import GroupedQuestion, GroupedSales, Sales
from application.reporting.takings_ledger import TakingsLedger
from domain.billing.takings import Figures, Server, Takings, summed
from domain.kernel.ids import WaiterId
from domain.kernel.period import Period
from domain.reporting.sales import GroupBy, Sold


@dataclass(frozen=True, slots=True)
class AddUpTakings:
    """Add up what was sold and what was taken, from what is written down of each order."""

    sales: Sales
    ledger: TakingsLedger

    async def __call__(self, *, period: Period) -> Takings:
        """Return the takings of these days. Of a day that is open they may change while they are added up."""
        by_day, by_waiter = await self.sales.grouped(
            GroupedQuestion(group_by=GroupBy.DAY, period=period),
            GroupedQuestion(group_by=GroupBy.WAITER, period=period),
        )
        beside = await self.ledger.beside_sales(period)
        days = {cast("date", each.key): _figures(each.sold) for each in by_day.groups}
        return replace(
            beside,
            days=dict(sorted(summed(Figures(), (days, beside.days)).items())),
            waiters=summed(Figures(), (_by_server(by_waiter), beside.waiters)),
        )


def _by_server(sales: GroupedSales) -> Mapping[Server, Figures]:
    return {Server(cast("WaiterId", each.key), each.name or ""): _figures(each.sold) for each in sales.groups}


def _figures(sold: Sold) -> Figures:
    return Figures(orders=sold.orders, gross=sold.revenue, discounts=sold.discounts, refunds=sold.refunds)
