"""Show a history."""

from dataclasses import dataclass
from uuid import UUID

from application.events.ports import EventFilter, EventLog
from domain.events.event import Stretch


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """What happened to one thing, to who may see it."""

    log: EventLog

    async def __call__(self, *, about: UUID, after: int, most: int) -> Stretch:
        """Return its events after this number, those that are kept."""
        return await self.log.after(after, where=EventFilter(about=about), most=most)
