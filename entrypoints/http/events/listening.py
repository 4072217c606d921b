"""What one who listens is sent: what was missed, then what comes, and a comment where nothing does."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from application.access.verify_token import VerifyToken
from application.events.ports import EventFilter, EventLog
from application.events.read_events import ReadEvents, seen_by
from application.kernel.clock import Clock
from domain.access.token import Claims
from domain.events.event import Stretch
from domain.kernel.caller import Caller
from domain.kernel.errors import DomainError, SettingsChanged, Unavailable
from domain.kernel.ids import RestaurantId
from entrypoints.http.events.audiences import Audiences, Listener, told

MOST_AT_ONCE: Final = 500
_COMMENT_AFTER_SECONDS: Final = 15.0
_ASKS_EVERY_SECONDS: Final = 1.0
_BEGIN: Final = b"retry: 1000\n\n"
"""Milliseconds until a client that lost its line comes back."""


@dataclass(slots=True)
class Ear:
    """What is of a restaurant and of this process: where one listens."""

    restaurant: RestaurantId
    log: EventLog
    read: ReadEvents
    audiences: Audiences
    verify: VerifyToken
    clock: Clock


@dataclass(slots=True)
class Listening:
    """One who listens to what is wanted, with a token, from the end of what was `read` first."""

    ear: Ear
    claims: Claims
    caller: Caller
    where: EventFilter
    read: Stretch
    _is_gone: bool = False
    _listener: Listener | None = None
    _said_at: float = field(default_factory=monotonic)
    _asked_at: float = field(default_factory=monotonic)

    def gone(self) -> None:
        """End."""
        self._is_gone = True
        if self._listener is not None:
            self._listener.end()

    async def pieces(self) -> AsyncGenerator[bytes]:
        """Go through all that is sent, until the client is gone or its token is worth nothing any more."""
        yield _BEGIN
        async for piece in self._missed():
            yield piece
        listener = self._listener = Listener(seen_by(self.caller, self.where), self.read.last)
        self.ear.audiences.join(self.ear.restaurant, self.ear.log, listener)
        try:
            while not (listener.has_ended or self._is_gone) and await self._is_let_in():
                if piece := await listener.next(self._seconds()) or self._comment(listener):
                    self._said_at = monotonic()
                    yield piece
        finally:
            self.ear.audiences.leave(self.ear.restaurant, listener)

    async def _missed(self) -> AsyncGenerator[bytes]:
        """Go through what came before, until all is known that those who listen already were read."""
        goes_on = True
        while goes_on and not self._is_gone:
            if self.read.events:
                yield b"".join(map(told, self.read.events))
            before = self.read.last
            if before >= max(self.read.newest, self.ear.audiences.place(self.ear.restaurant)):
                return
            try:
                self.read = await self.ear.read(caller=self.caller, after=before, where=self.where, most=MOST_AT_ONCE)
            except DomainError:  # an outage, or a purge: whoever comes back hears of it
                self._is_gone = True
            goes_on = self.read.last > before or before < self.ear.audiences.place(self.ear.restaurant)

    def _seconds(self) -> float:
        """Return how long to wait for events: until something else is due."""
        now = monotonic()
        due = min(self._said_at + _COMMENT_AFTER_SECONDS, self._asked_at + _ASKS_EVERY_SECONDS) - now
        return max(min(due, (self.claims.expires - self.ear.clock.now()).total_seconds()), 0.01)

    def _comment(self, listener: Listener) -> bytes:
        """Return a comment, and how far all was heard, where nothing was said for long."""
        if monotonic() < self._said_at + _COMMENT_AFTER_SECONDS:
            return b""
        return b": still here\nid: %d\n\n" % listener.place

    async def _is_let_in(self) -> bool:
        """Tell whether the token is good, and its user who they were: asked now and then."""
        if self.ear.clock.now() >= self.claims.expires:
            return False
        if monotonic() < self._asked_at + _ASKS_EVERY_SECONDS:
            return True
        self._asked_at = monotonic()
        try:
            return (await self.ear.verify(claims=self.claims)).caller == self.caller
        except SettingsChanged:  # or the restaurant is forgotten: whoever comes back is let in, or hears of it
            return False
        except Unavailable:
            return True
        except DomainError:
            return False
