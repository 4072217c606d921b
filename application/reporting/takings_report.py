"""The takings report."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from application.kernel.access import ensure_manages
from application.kernel.business_days import ClosedDays
from application.reporting.add_up_takings import AddUpTakings
from application.reporting.day_reports import DayForm, DayReports
from domain.billing.takings import Takings
from domain.kernel.caller import Caller
from domain.kernel.period import Period

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TakingsReport:
    """What was taken, by day, waiter, payment method and tax rate: of closed days as their reports have it."""

    add_up: AddUpTakings
    reports: DayReports
    closed_days: ClosedDays
    form: DayForm

    async def __call__(self, *, caller: Caller, period: Period) -> Takings:
        """Return the takings of these days, until now. Raises `OnlyManagersManage` and `NotForTheKitchen`."""
        ensure_manages(caller)
        closed = await self.reports.of(period)
        if not closed:
            return await self.add_up(period=period)
        through = max(closed[-1].day, await self.closed_days.closed_through() or closed[-1].day)
        takings = Takings()
        for open_ in (
            Period(start=period.start, end=closed[0].day - _DAY),
            Period(start=through + _DAY, end=period.end),
        ):
            if open_.start is None or open_.end is None or open_.start <= open_.end:
                takings += await self.add_up(period=open_)
        for each in closed:
            takings += self.form.read(each.content).takings
        return takings
