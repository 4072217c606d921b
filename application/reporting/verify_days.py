"""Verify the closed days."""

from dataclasses import dataclass

from application.reporting.day_reports import DayReports
from domain.billing.day import sealed


@dataclass(frozen=True, slots=True)
class VerifyDays:
    """Compute the seal of every report again, and compare."""

    reports: DayReports

    async def __call__(self) -> tuple[int, bytes, int | None]:
        """Return how many reports are right, the seal of the last of them, and the number of the first wrong one."""
        right, seal = 0, b""
        async for report in self.reports.all():
            seal_of_this = sealed(seal, report.content)
            if report.number != right + 1 or report.seal != seal_of_this:
                return right, seal, right + 1
            right, seal = report.number, seal_of_this
        return right, seal, None
