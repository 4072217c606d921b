"""Read events."""

from dataclasses import dataclass, replace

from application.events.ports import EventFilter, EventLog
from domain.events.event import EventNotYet, EventsGone, Stretch
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class ReadEvents:
    """Read the log on from a place."""

    log: EventLog

    async def __call__(self, *, caller: Caller, after: int | None, where: EventFilter, most: int) -> Stretch:
        """Return what follows this number and the caller may see; nothing, but where the log ends, where it is None.

        Managers and the kitchen may see all, others what is of no order or of an order of theirs. Raises `EventNotYet`
        and `EventsGone`.
        """
        sees_all = caller.is_manager or caller.is_kitchen
        read = await self.log.after(after, where=replace(where, waiter=None if sees_all else caller.id), most=most)
        if after is not None and after > read.newest:
            raise EventNotYet(field=("after",))
        if after is not None and after < read.oldest - 1:
            raise EventsGone
        return read
