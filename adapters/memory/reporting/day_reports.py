"""The reports of closed days, in memory."""

from collections.abc import AsyncIterator, Sequence
from datetime import date

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo
from application.kernel.unit_of_work import Change
from application.reporting.day_reports import ClosedMeanwhile, DayReports
from domain.billing.day import KeptReport
from domain.kernel.ids import RestaurantId
from domain.kernel.period import Period


class MemoryDayReports(DayReports):
    """Keeps one restaurant's reports in a list."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._reports = store.shelves[restaurant].day_reports

    async def find(self, day: date) -> KeptReport | None:
        return next((each for each in self._reports if each.day == day), None)

    async def last(self) -> KeptReport | None:
        return self._reports[-1] if self._reports else None

    async def of(self, period: Period) -> Sequence[KeptReport]:
        return sorted((each for each in self._reports if each.day in period), key=lambda each: each.day)

    async def all(self) -> AsyncIterator[KeptReport]:
        """Go through the list."""
        for each in self._reports:
            yield each

    def add(self, report: KeptReport) -> Change:
        def step() -> Undo:
            if any(report.number == each.number or report.day == each.day for each in self._reports):
                raise ClosedMeanwhile
            self._reports.append(report)
            return lambda: self._reports.remove(report)

        return Step(step)
