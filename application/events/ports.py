"""What the use cases of events need."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.events.event import Event, Stretch
from domain.kernel.ids import RestaurantId, WaiterId


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are wanted: of which types, about what, at which table, of which station, and who may see them.

    None is any, or anybody.
    """

    types: Collection[str] | None = None
    about: UUID | None = None
    table: UUID | None = None
    station: UUID | None = None
    waiter: WaiterId | None = None

    def wants(self, event: Event) -> bool:
        """Tell whether the event is one of them."""
        return (
            (self.types is None or event.type in self.types)
            and self.about in {None, event.about}
            and self.table in {None, event.table, event.former_table}
            and (self.station is None or not event.stations or self.station in event.stations)
            and (self.waiter is None or event.waiter is None or self.waiter in {event.waiter, event.former_waiter})
        )


class EventLog(Protocol):
    """All that happened in the restaurant, numbered from 1 without a gap, in the order of each thing's versions."""

    @abstractmethod
    async def number(self, *, most: int) -> int:
        """Give, at once, up to `most` of the told news the next numbers, and let them be read. Return how many.

        They can be read only once their numbers are durable. Does nothing, and returns 0, where another process holds
        the log's lock for too long.
        """

    @abstractmethod
    async def after(self, number: int | None, *, where: EventFilter, most: int) -> Stretch:
        """Return up to `most` of those that can be read and come after this number, lowest first.

        After None there are none: it stands for the newest that can be read.
        How far is looked for them at once is bounded, so there may be fewer, or none, though more follow after `last`.
        """

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, the oldest events, up to the first that is not from before `moment`. Return how many."""


class EventQueues(Protocol):
    """The queues of all restaurants."""

    @abstractmethod
    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return those with news that cannot be read yet."""

    @abstractmethod
    async def readable(self, restaurants: Collection[RestaurantId]) -> Mapping[RestaurantId, int]:
        """Return the number of the newest event that can be read of each, where there is one."""

    @abstractmethod
    async def filled(self, seconds: float) -> None:
        """Return when this process has committed news since this was last called, or after so many seconds."""
