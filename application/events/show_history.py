"""Show a history."""

from dataclasses import dataclass
from uuid import UUID

from application.events.ports import EventFilter, EventLog
from domain.events.event import EventNotYet, Stretch


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """What happened to one thing, to who may see it."""

    log: EventLog

    async def __call__(self, *, about: UUID, after: int, most: int) -> Stretch:
        """Return its events after this number, those that are kept. Raises `EventNotYet`."""
        read = await self.log.after(after, where=EventFilter(about=about), most=most)
        if after > read.newest:
            raise EventNotYet(field=("after",))
        return read
