"""The takings report."""

from dataclasses import dataclass
from datetime import date, timedelta
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
        takings = Takings()
        for without in (_before(period, closed[0].day), Period(start=closed[-1].day + _DAY, end=period.end)):
            if without is not None:
                takings += await self.add_up(period=without)
        for each in closed:
            takings += self.form.read(each.content).takings
        return takings


def _before(period: Period, day: date) -> Period | None:
    return None if day == date.min else Period(start=period.start, end=day - _DAY)
