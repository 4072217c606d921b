"""The business days that are open: those of the restaurant's calendar, but none that was closed before it was over."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

_DAY: Final = timedelta(days=1)


class Calendar(Protocol):
    """The restaurant's clocks, and when its days begin."""

    @abstractmethod
    def business_date(self, moment: datetime) -> date:
        """Return the business day that `moment` is in."""

    @abstractmethod
    def local_hour(self, moment: datetime) -> int:
        """Return the hour, 0 to 23, that the restaurant's clocks show at `moment`."""


class ClosedDays(Protocol):
    """How far the restaurant's books are closed."""

    @abstractmethod
    async def closed_through(self) -> date | None:
        """Return the last business day that is closed, as all before it are; None where none is."""

    @abstractmethod
    async def close_through(self, day: date, *, after: date | None) -> bool:
        """Close this day and all before it, durably: nothing that counts for them is written any more.

        Returns when all that was being written for them is there; and whether it was done, which it is only where days
        are closed through `after`.
        """


@dataclass(slots=True)
class BusinessDays:
    """Says for which day something counts, as far as is known here: another process may have closed a day since.

    Each request has heard how far days were closed when it was found out who is signed in.

    What would count for a closed day is refused when it is committed, with `DayClosed`. Then it is time to
    look again, whether they have `moved_on`.
    """

    calendar: Calendar
    closed: ClosedDays
    closed_through: date | None = None

    def business_date(self, moment: datetime) -> date:
        """Return the day that a sale or a payment at `moment` counts for: the first open one, or a later one."""
        day = self.calendar.business_date(moment)
        return self.closed_through + _DAY if self.closed_through and self.is_closed(day) else day

    def is_closed(self, day: date) -> bool:
        """Tell whether nothing counts for this business day any more."""
        return self.closed_through is not None and day <= self.closed_through

    def local_hour(self, moment: datetime) -> int:
        """Return the hour, 0 to 23, that the restaurant's clocks show at `moment`."""
        return self.calendar.local_hour(moment)

    def hear(self, closed_through: date | None) -> None:
        """Take note that days are closed as far as this. What was looked up before what is known tells nothing."""
        if closed_through is not None and (self.closed_through is None or closed_through > self.closed_through):
            self.closed_through = closed_through

    async def moved_on(self, since: date | None) -> bool:
        """Look how far days are closed by now, and return whether that is another day than `since`, as was known.

        Several who were refused at once may look, one after the other: each asks about what it went by itself.
        """
        self.closed_through = await self.closed.closed_through()
        return self.closed_through != since
