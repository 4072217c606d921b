"""Add up the kitchen's tickets."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.clock import Clock
from application.ordering.board import Board
from domain.kernel.ids import StationId
from domain.ordering.ticket import AllDay


@dataclass(frozen=True, slots=True)
class AddUpTickets:
    """What a station, or (None) all of them, still have to make, whichever ticket it is on."""

    board: Board
    clock: Clock

    async def __call__(self, *, station: StationId | None) -> Sequence[AllDay]:
        """Return how many of each product are to be made, the most first."""
        return await self.board.all_day(station=station, now=self.clock.now())
