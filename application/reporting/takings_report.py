"""The takings report."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from application.kernel.access import ensure_manages
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
    form: DayForm

    async def __call__(self, *, caller: Caller, period: Period) -> Takings:
        """Return the takings of these days, until now. Raises `OnlyManagersManage` and `NotForTheKitchen`."""
        ensure_manages(caller)
        closed = await self.reports.of(period)
        if not closed:
            return await self.add_up(period=period)
        takings, (first, last) = Takings(), (closed[0].day, closed[-1].day)
        if period.start is None or period.start < first:
            takings += await self.add_up(period=Period(start=period.start, end=first - _DAY))
        if period.end is None or period.end > last:
            takings += await self.add_up(period=Period(start=last + _DAY, end=period.end))
        for each in closed:
            takings += self.form.read(each.content).takings
        return takings
