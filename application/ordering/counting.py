"""Which moment and which business day an order counts for that may have been taken before it comes in."""

from datetime import date, datetime

from application.kernel.business_days import BusinessDays
from domain.billing.day import DayClosed
from domain.ordering.arrival import SKEW, moment_of


def counted_for(taken_at: datetime | None, now: datetime, days: BusinessDays) -> tuple[datetime, date]:
    """Return them: those of now, unless it was taken before.

    Raises `DayClosed` where the day on which it was taken is closed by now, unless that was a moment ago: then it is an
    order like any other, and counts for the first day that is open. Raises what `moment_of` raises.
    """
    at = moment_of(taken_at, now)
    if at == now or not days.is_closed(days.calendar.business_date(at)):
        return at, days.business_date(at)
    if now - at > SKEW:
        raise DayClosed.when_taken()
    return now, days.business_date(now)
