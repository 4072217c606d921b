"""The days of a made-up year, closed one after the other, each when it was over."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from dishka import AsyncContainer
from typing_extensions import override

from application.kernel.clock import Clock
from application.reporting.close_day import CloseDay
from application.reporting.takings_ledger import TakingsLedger
from domain.billing.day import CarriedOver
from domain.billing.takings import Takings
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import OrderId
from domain.kernel.money import NOTHING
from domain.kernel.period import Period
from entrypoints.cli.year import Year


async def close_days(container: AsyncContainer, year: Year, today: date) -> int:
    """Close the days of the year that are over, and return how many these were."""
    close, manager = await container.get(CloseDay), Caller(id=year.manager, role=Role.MANAGER)
    report = replace(close.report, ledger=_AllPaid(close.report.ledger))
    over = [day for day in map(year.date, range(year.days)) if day < today]
    for day in over:
        ends = datetime.combine(day + timedelta(days=1), year.restaurant.day_starts_at, year.restaurant.time_zone)
        _ = await replace(close, report=report, clock=_Stopped(ends.astimezone(UTC)))(caller=manager, day=day)
    return len(over)


@dataclass(frozen=True, slots=True)
class _Stopped(Clock):
    """Shows one moment."""

    at: datetime

    @override
    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class _AllPaid(TakingsLedger):
    """The ledger of a restaurant where no bill outlives its day: to look for those would take longer, day by day."""

    ledger: TakingsLedger

    @override
    async def beside_sales(self, period: Period) -> Takings:
        return await self.ledger.beside_sales(period)

    @override
    async def carried_over(self, *, since: date, day: date, most: int) -> CarriedOver:
        return CarriedOver(0, NOTHING, ())

    @override
    async def unbalanced(self, period: Period) -> Collection[OrderId]:
        return await self.ledger.unbalanced(period)
