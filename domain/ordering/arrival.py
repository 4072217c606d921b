"""When an order comes in: as it is placed, or later, where whoever took it was offline."""

from datetime import datetime, timedelta
from typing import Final

from domain.kernel.errors import Invalid

KEPT_WITHIN: Final = timedelta(seconds=10)
"""How much later than one that came in after it an order may be kept."""
LATEST: Final = timedelta(hours=24)
"""How long after it was taken an order may come in."""
SKEW: Final = timedelta(seconds=60)
"""By how much clocks may differ."""


class PlacedInTheFuture(Invalid):
    """A moment that is still to come, by any clock that is about right."""

    says = "An order cannot have been taken in the future"


class PlacedTooLongAgo(Invalid):
    """A moment that is too long ago for an order to come in."""

    says = "An order comes in within 24 hours of when it was taken"


def moment_of(taken_at: datetime | None, now: datetime) -> datetime:
    """Return the moment that an order counts for: when it was taken, or now, where nobody says or clocks differ.

    Raises `PlacedInTheFuture` and `PlacedTooLongAgo`.
    """
    if taken_at is None or now <= taken_at <= now + SKEW:
        return now
    if taken_at > now:
        raise PlacedInTheFuture(field=("placed_at",))
    if taken_at < now - LATEST:
        raise PlacedTooLongAgo(field=("placed_at",))
    return taken_at
