"""The restaurant, and which business day a moment belongs to."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.kernel.names import Name


class RestaurantNotFound(NotFound):
    """No such restaurant is open."""

    says = "Restaurant not found"


class CurrencyIsFixed(Conflict):
    """The books are kept in another currency already."""


class UnknownTimeZone(Invalid):
    """A zone that the IANA database does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restaurant:
    """One place that serves. Its business day starts at `day_starts_at`, local time."""

    id: RestaurantId
    name: Name
    currency: Currency
    time_zone: ZoneInfo
    day_starts_at: time

    def business_date(self, moment: datetime) -> date:
        """Return the day a sale at `moment` (aware) counts for; a later moment never counts for an earlier day."""
        wall = moment.astimezone(self.time_zone).replace(tzinfo=None)
        around = [wall.date() + timedelta(days=days) for days in (1, 0, -1)]
        return next(day for day in around if self._has_begun(day, wall, moment))

    def local_hour(self, moment: datetime) -> int:
        """Return the hour, 0 to 23, that the restaurant's clocks show at `moment` (aware)."""
        return moment.astimezone(self.time_zone).hour

    def _has_begun(self, day: date, wall: datetime, moment: datetime) -> bool:
        # When clocks go back, the wall shows a time before the start once more, of the day before even where they go
        # back past midnight: the day has begun all the same.
        start = datetime.combine(day, self.day_starts_at)
        return wall >= start or moment.timestamp() >= start.replace(tzinfo=self.time_zone).timestamp()
