"""Where reading of the log can go on."""

from application.events.ports import EventFilter, EventLog
from domain.events.event import EventNotYet


async def place_after(log: EventLog, number: int | None) -> int:
    """Return the place after this number, or at the first event there is; the log's end where it is None.

    Raises `EventNotYet` where the log has not reached it.
    """
    read = await log.after(number, where=EventFilter(), most=1)
    if number is None:
        return read.last
    if number > read.newest:
        raise EventNotYet(field=("after",))
    return max(number, read.oldest - 1)
