"""List the kitchen's tickets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.clock import Clock
from application.ordering.board import Board
from domain.kernel.ids import StationId
from domain.ordering.ticket import Ticket, TicketStatus


@dataclass(frozen=True, slots=True)
class ListTickets:
    """The board of a station, or (None) of all: everybody on the staff may look at it."""

    board: Board
    clock: Clock

    async def __call__(
        self, *, station: StationId | None, status: TicketStatus | None
    ) -> tuple[Sequence[Ticket], datetime]:
        """Return the tickets to be made, or those with lines in this status, oldest first, and when that was."""
        now = self.clock.now()
        return await self.board.tickets(station=station, status=status, now=now), now
