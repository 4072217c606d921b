"""The port of what the kitchen has to make."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.kernel.ids import StationId
from domain.ordering.ticket import AllDay, Ticket, TicketStatus


class Board(Protocol):
    """What is to be made and what is ready, of all orders: at one station and in the kitchen, or (None) everywhere.

    The kitchen makes what has no station, or one that is not there any more: that is on every board.
    """

    @abstractmethod
    async def tickets(
        self, *, station: StationId | None, status: TicketStatus | None, now: datetime
    ) -> Sequence[Ticket]:
        """Return the tickets with lines that `is_on_board` says are shown, oldest first.

        They have the oldest `MOST_LINES_SHOWN` of such lines, those of a ticket by when they are shown `since` and as
        they were ordered.
        """

    @abstractmethod
    async def all_day(self, *, station: StationId | None, now: datetime) -> Sequence[AllDay]:
        """Return how many of each product stand on the tickets to be made, under its name of today.

        The most come first, then by name, then by id.
        """
