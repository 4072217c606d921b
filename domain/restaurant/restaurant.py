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
        local = moment.astimezone(self.time_zone)
        today = local.date()
        if local.fold:
            # When clocks go back, they show a time before the start once more, of the day before even where they go
            # back past midnight: the day has begun all the same.
            for day in (today + timedelta(days=1), today):
                start = datetime.combine(day, self.day_starts_at, self.time_zone)
                if moment.timestamp() >= start.timestamp():
                    return day
        return today if local.time() >= self.day_starts_at else today - timedelta(days=1)

    def local_hour(self, moment: datetime) -> int:
        """Return the hour, 0 to 23, that the restaurant's clocks show at `moment` (aware)."""
        return moment.astimezone(self.time_zone).hour
