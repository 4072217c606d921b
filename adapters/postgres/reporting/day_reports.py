"""The reports of closed days, on PostgreSQL."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Date, Integer, bindparam, literal_column, select

from adapters.postgres.billing.tables import day_reports
from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from application.kernel.unit_of_work import Change
from application.reporting.day_reports import ClosedMeanwhile, DayReports
from domain.billing.day import KeptReport
from domain.kernel.ids import RestaurantId
from domain.kernel.period import Period

_OURS: Final = day_reports.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(day_reports).where(_OURS, day_reports.c.business_date == bindparam("day", type_=Date))
_LAST: Final = select(day_reports).where(_OURS).order_by(day_reports.c.number.desc()).limit(literal_column("1"))
_OF: Final = (
    select(day_reports)
    .where(_OURS, day_reports.c.business_date.between(bindparam("start", type_=Date), bindparam("end", type_=Date)))
    .order_by(day_reports.c.business_date)
)
_AFTER: Final = (
    select(day_reports)
    .where(_OURS, day_reports.c.number > bindparam("number", type_=Integer))
    .order_by(day_reports.c.number)
    .limit(literal_column("100"))
)
_TAKEN: Final = {"day_reports_pkey": ClosedMeanwhile, "day_reports_business_date_key": ClosedMeanwhile}


class PostgresDayReports(DayReports):
    """Keeps one restaurant's reports in a table of which rows only arrive."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def find(self, day: date) -> KeptReport | None:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "day": day}):
            return _report(row)
        return None

    async def last(self) -> KeptReport | None:
        for row in await self._database.fetch(_LAST, {"restaurant": self._restaurant}):
            return _report(row)
        return None

    async def of(self, period: Period) -> Sequence[KeptReport]:
        days = {"start": period.start or date.min, "end": period.end or date.max}
        return [_report(row) for row in await self._database.fetch(_OF, {"restaurant": self._restaurant, **days})]

    async def all(self) -> AsyncIterator[KeptReport]:
        """Go through them, a hundred at a time."""
        number = 0
        while rows := await self._database.fetch(_AFTER, {"restaurant": self._restaurant, "number": number}):
            for row in rows:
                yield _report(row)
            number = rows[-1].number

    def add(self, report: KeptReport) -> Change:
        row = {
            "restaurant_id": self._restaurant,
            "number": report.number,
            "business_date": report.day,
            "report": report.content.decode(),
            "seal": report.seal,
        }
        return Writes({day_reports: [row]}, unless=_TAKEN)


def _report(row: Row) -> KeptReport:
    return KeptReport(number=row.number, day=row.business_date, content=row.report.encode(), seal=row.seal)
