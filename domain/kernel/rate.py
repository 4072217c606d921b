"""How often something may be asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a minute, all of them at once if need be (GCRA, the leaky bucket as a meter)."""

    a_minute: int

    @property
    def every(self) -> timedelta:
        """How much of a minute one takes up."""
        return MINUTE / self.a_minute

    def after(self, used_until: datetime, now: datetime) -> datetime:
        """Return until when the minute is used up once one more has come.

        Nobody has used up more than a minute: where it seems so the clock was ahead, and what it said counts nothing.
        """
        return (now if used_until > now + MINUTE else max(used_until, now)) + self.every

    def wait(self, used_until: datetime, now: datetime) -> timedelta:
        """Return how long one more has to wait: nothing, if it may come now."""
        return max(self.after(used_until, now) - now - MINUTE, timedelta(0))
