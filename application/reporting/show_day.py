"""Show a business day."""

from dataclasses import dataclass
from datetime import date

from application.kernel.access import ensure_manages
from application.reporting.day_reports import DayForm, DayReports
from application.reporting.report_day import ReportDay
from domain.billing.day import KeptReport
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class ShowDay:
    """Report a business day: as it is, or, once it is closed, as it was kept then."""

    report: ReportDay
    reports: DayReports
    form: DayForm

    async def __call__(self, *, caller: Caller, day: date) -> tuple[bytes, KeptReport | None]:
        """Return the report as it is written, and what is kept of it, where the day is closed.

        Raises `OnlyManagersManage` and `NotForTheKitchen`.
        """
        ensure_manages(caller)
        kept = await self.reports.find(day)
        if kept is not None:
            return kept.content, kept
        return self.form.written(await self.report(day=day)), None
