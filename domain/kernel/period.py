"""A range of business days."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The business days from `start` to `end`, both included; a missing bound is open."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        """Tell whether `day` lies in the period. One that ends before it starts holds no day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def preceding(self) -> "Period | None":
        """Return the period of as many days that ends the day before this one, or None where there is none.

        There is none before an open start, of an open end, or of no day at all.
        """
        if self.start is None or self.end is None or self.start > self.end:
            return None
        days = (self.end - self.start).days + 1
        if (self.start - date.min).days < days:
            return None
        return Period(start=self.start - timedelta(days=days), end=self.start - timedelta(days=1))


ALWAYS = Period()
"""All time."""
