"""Close a business day."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from application.kernel.access import ensure_manages
from application.kernel.audit import Audit
from application.kernel.business_days import BusinessDays, ClosedDays
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.reporting.day_reports import ClosedMeanwhile, DayForm, DayReports
from application.reporting.report_day import ReportDay
from domain.billing.day import Closing, DayNotBegun, DayPassedOver, EarlierDayOpen, KeptReport, sealed
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import WaiterId
from domain.kernel.period import Period

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CloseDay:
    """Close a business day for good, and keep its report: what comes later counts for the days after it.

    First nothing is taken any more that counts for the day, then its report is made. Where that was not kept, as
    somebody pulled a plug in between, whoever closes the day, or a later one, makes it.
    """

    days: BusinessDays
    closed_days: ClosedDays
    report: ReportDay
    reports: DayReports
    form: DayForm
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, day: date) -> KeptReport:
        """Return the report of the day, durable; what was kept before, where the day is closed.

        What happened before the first day that is ever closed has no report. Raises `OnlyManagersManage`,
        `NotForTheKitchen`, `DayNotBegun`, `EarlierDayOpen` and `DayPassedOver`.
        """
        ensure_manages(caller)
        now = self.clock.now()
        while (kept := await self.reports.find(day)) is None:
            last, through = await self.reports.last(), await self.closed_days.closed_through()
            if through is not None and (last is None or last.day < through):
                with suppress(ClosedMeanwhile):  # somebody else makes the report
                    await self._keep(caller.id, await self._next(last, through), last, now)
                continue
            await self._ensure_next(day, through, now)
            _ = await self.closed_days.close_through(day, after=through)
            _ = await self.days.moved_on(through)
        await self.work.confirm()  # who closed it may not have been told, and then it may not last
        return kept

    async def _next(self, last: KeptReport | None, through: date) -> date:
        """Return the first closed day on which something happened after the last report, or the last closed day."""
        if last is None:
            return through
        return await self._first_between(last.day, through) or through

    async def _ensure_next(self, day: date, through: date | None, now: datetime) -> None:
        if day > self.days.calendar.business_date(now):
            raise DayNotBegun
        if day == date.min:  # before it there is none to go back to, and PostgreSQL's driver takes it for -infinity
            raise DayPassedOver
        if through is None:
            return
        if day <= through:
            raise DayPassedOver
        if (between := await self._first_between(through, day)) is not None:
            raise EarlierDayOpen.on(between)

    async def _first_between(self, before: date, after: date) -> date | None:
        """Return the first day between these two on which something happened, None where nothing did."""
        between = Period(start=before + _DAY, end=after - _DAY)
        if between.start == after:  # there is none between a day and the next, so nothing is added up for it
            return None
        return min((await self.report.add_up(period=between)).days, default=None)

    async def _keep(self, by: WaiterId, day: date, last: KeptReport | None, now: datetime) -> None:
        number, after = (last.number + 1, last.seal) if last else (1, b"")
        closing = Closing(number=number, at=now, by=by, after=after)
        content = self.form.written(replace(await self.report(day=day), closing=closing))
        kept = KeptReport(number=number, day=day, content=content, seal=sealed(after, content))
        noted = Event(
            happening=Happening.DAY_CLOSED, at=now, actor=by, details={"day": day.isoformat(), "number": str(number)}
        )
        await self.work.commit(None, self.reports.add(kept), self.audit.note(noted))
