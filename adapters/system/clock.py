"""The machine's clock."""

from datetime import UTC, datetime

from application.kernel.clock import Clock


class SystemClock(Clock):
    """Tells the machine's time."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC)
