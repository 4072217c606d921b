"""Who sits at a table."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.floor.table import Table
from domain.kernel.ids import OrderId


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """The open orders at a table, oldest first, when the first was placed, and how many guests they say there are."""

    orders: tuple[OrderId, ...] = ()
    since: datetime | None = None
    guests: int = 0

    @property
    def is_free(self) -> bool:
        """Tell whether nobody sits there."""
        return not self.orders


NOBODY: Final = Seating()


@dataclass(frozen=True, slots=True)
class Occupancy:
    """A table, and who sits at it."""

    table: Table
    seating: Seating = field(default=NOBODY)
