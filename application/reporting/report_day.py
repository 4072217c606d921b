"""Report a business day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from application.reporting.add_up_takings import AddUpTakings
from application.reporting.takings_ledger import TakingsLedger
from domain.billing.day import DayReport
from domain.kernel.period import Period

MOST_LISTED: Final = 1_000
"""Of how many orders that are carried over a report tells each."""
_WEEK: Final = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class ReportDay:
    """Add up what happened on a business day."""

    add_up: AddUpTakings
    ledger: TakingsLedger

    async def __call__(self, *, day: date) -> DayReport:
        """Return the report of the day until now."""
        return DayReport(
            day=day,
            takings=await self.add_up(period=Period(start=day, end=day)),
            carried_over=await self.ledger.carried_over(since=_week_before(day), day=day, most=MOST_LISTED),
        )


def _week_before(day: date) -> date:
    # What has been open for longer was told of a week long, and is none that anybody sits at.
    return day - min(_WEEK, day - date.min)
