"""An event of the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.kernel.errors import DomainError, Invalid


class EventsGone(DomainError):
    """A place before events that were purged."""

    says = "Events after this number are gone: read the orders as they are, and go on after the newest event"


class EventNotYet(Invalid):
    """A place that the log has not reached."""

    says = "There is no event of this number yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, by its number in the restaurant's log: from 1, without a gap. `data` is JSON.

    `about` is the order, product or table that it happened to, `version` which of its states followed. `waiter` is
    whose order it is, and `former_waiter` whose it was before; so with tables. It concerns the boards of these
    `stations`, or, where there are none, every board.
    """

    number: int
    id: UUID
    type: str
    at: datetime
    actor: UUID | None
    about: UUID
    version: int
    waiter: UUID | None
    former_waiter: UUID | None
    table: UUID | None
    former_table: UUID | None
    stations: tuple[UUID, ...]
    data: str

    @property
    def order(self) -> UUID | None:
        """Return the order that it happened to, None where it was to something else."""
        return self.about if self.type.startswith("order.") else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Events that follow a place, and the `last` number that was looked at: to go on after.

    `oldest` is the number of the oldest event that is kept, one more than `newest` where none is; `newest` is that of
    the newest that can be read.
    """

    events: Sequence[Event]
    last: int
    oldest: int
    newest: int
