"""Who listens to events: a worker reads each restaurant's log once, for all of its listeners."""

import asyncio
from collections import deque
from contextlib import suppress
from typing import Final

import structlog

from application.events.ports import EventFilter, EventLog, EventQueues
from domain.events.event import Event
from domain.kernel.errors import Unavailable
from domain.kernel.ids import RestaurantId
from entrypoints.http.events.views import EventView
from entrypoints.http.kernel.answers import as_json

_LOOKS_EVERY_SECONDS: Final = 0.05
_AT_ONCE: Final = 1_000
_MOST_BYTES: Final = 512 * 1024
"""How much may wait for a listener that does not read."""
_SENT_TOGETHER_BYTES: Final = 64 * 1024
"""How much of what is read at once is gathered for a listener before it is sent."""
log: Final = structlog.get_logger()


def told(event: Event) -> bytes:
    """Return an event as server-sent events have it."""
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (event.number, event.type.encode(), as_json(EventView.of(event)))


class Listener:
    """What waits for one who listens, and how far that is all that there is."""

    def __init__(self, where: EventFilter, place: int) -> None:
        """Listen for what is wanted and comes after this place."""
        self.where = where
        self.place = place
        self.has_ended = False
        self._waiting = deque[bytes]()
        self._bytes = 0
        self._something = asyncio.Event()

    def hear(self, event: Event, said: bytes) -> None:
        """Take an event in, or end where too much waits by now."""
        if event.number > self.place and self.where.wants(event) and not self.has_ended:
            self._bytes += len(said)
            self._waiting.append(said)
            if self._bytes > _MOST_BYTES:
                self.end()
            elif self._bytes > _SENT_TOGETHER_BYTES:
                self.wake()

    def wake(self) -> None:
        """Send what waits: one piece of many events costs little more than one of one."""
        if self._waiting:
            self._something.set()

    def end(self) -> None:
        """Hear no more, and let go of what waits: whoever comes back goes on where it was."""
        self.has_ended = True
        self._waiting.clear()
        self._something.set()

    async def next(self, seconds: float) -> bytes:
        """Return what waits, as soon as something does; nothing after so many seconds, and at the end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                _ = await self._something.wait()
        waited = b"".join(self._waiting)
        self._waiting.clear()
        self._bytes = 0
        if not self.has_ended:
            self._something.clear()
        return waited


class _Audience:
    """The listeners of one restaurant, and how far its log was read to them."""

    def __init__(self, log: EventLog, place: int) -> None:
        self.place = place
        self.listeners: set[Listener] = set()
        self._log = log

    async def read_on(self, until: int) -> None:
        while self.place < until:
            before = self.place
            read = await self._log.after(before, where=EventFilter(), most=_AT_ONCE)
            for event in read.events:
                said = told(event)
                for listener in self.listeners:
                    listener.hear(event, said)
                self.place = event.number  # whoever joins now has to know of it
                await asyncio.sleep(0)  # others go on: there may be hundreds who hear of hundreds
            for listener in self.listeners:
                listener.wake()
                listener.place = max(listener.place, read.last)
            if read.last == before:
                return
            self.place = read.last


class Audiences:
    """All who listen in this process. While there are any, it looks again and again for how far logs go."""

    def __init__(self, queues: EventQueues) -> None:
        self._queues = queues
        self._audiences: dict[RestaurantId, _Audience] = {}
        self._looking: asyncio.Task[None] | None = None
        self._is_closed = False

    def place(self, restaurant: RestaurantId) -> int:
        """Return up to where this restaurant's log was read to its listeners, 0 where it has none."""
        audience = self._audiences.get(restaurant)
        return audience.place if audience else 0

    def join(self, restaurant: RestaurantId, log: EventLog, listener: Listener) -> None:
        """Let it hear of what comes. It has to know all up to `place`."""
        if self._is_closed:
            listener.end()
            return
        audience = self._audiences.setdefault(restaurant, _Audience(log, listener.place))
        audience.listeners.add(listener)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look_again_and_again())

    def leave(self, restaurant: RestaurantId, listener: Listener) -> None:
        """Let it hear no more."""
        audience = self._audiences.get(restaurant)
        if audience is not None:
            audience.listeners.discard(listener)
            if not audience.listeners:
                del self._audiences[restaurant]

    def end(self) -> None:
        """End for all who listen, and for whoever comes: the process is about to end."""
        self._is_closed = True
        self._end_all()

    async def close(self) -> None:
        """End for all, and look no more."""
        self.end()
        if self._looking is not None:
            _ = self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking

    def _end_all(self) -> None:
        for audience in self._audiences.values():
            for listener in audience.listeners:
                listener.end()

    async def _look_again_and_again(self) -> None:
        while self._audiences:
            await asyncio.sleep(_LOOKS_EVERY_SECONDS)
            try:
                await self._look()
            except Unavailable:
                continue
            except Exception:
                log.exception("failed beside the requests", work="Audiences")
                self._end_all()
        self._looking = None

    async def _look(self) -> None:
        for restaurant, newest in (await self._queues.readable([*self._audiences])).items():
            audience = self._audiences.get(restaurant)
            if audience is not None:
                await audience.read_on(newest)
