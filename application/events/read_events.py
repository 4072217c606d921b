"""Read events."""

from dataclasses import dataclass, replace

from application.events.ports import EventFilter, EventLog
from domain.events.event import EventNotYet, EventsGone, Stretch
from domain.kernel.caller import Caller


def seen_by(caller: Caller, where: EventFilter) -> EventFilter:
    """Return which of these the caller may see.

    Managers and the kitchen may see all, others what is of no order or of an order of theirs.
    """
    return where if caller.is_manager or caller.is_kitchen else replace(where, waiter=caller.id)


@dataclass(frozen=True, slots=True)
class ReadEvents:
    """Read the log on from a place."""

    log: EventLog

    async def __call__(self, *, caller: Caller, after: int | None, where: EventFilter, most: int) -> Stretch:
        """Return what follows this number and the caller may see; nothing, but where the log ends, where it is None.

        Raises `EventNotYet` and `EventsGone`.
        """
        read = await self.log.after(after, where=seen_by(caller, where), most=most)
        if after is not None and after > read.newest:
            raise EventNotYet(field=("after",))
        if after is not None and after < read.oldest - 1:
            raise EventsGone
        return read
