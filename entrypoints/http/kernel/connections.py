"""Limits of a worker's idle connections, by address and in all, and of its requests at work."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from functools import lru_cache
from time import monotonic
from typing import Final, Protocol

from litestar.types import ASGIApp, Receive, Scope, Send

from entrypoints.http.kernel.problems import Problem, refuse
from entrypoints.http.kernel.proxies import Proxies, owner, read_address

MOST: Final = 512
MOST_OF_ONE: Final = 256
MOST_AT_WORK: Final = 2_048
"""Requests at work in a worker, those included whose clients have hung up."""
_LOOKS_EVERY_SECONDS: Final = 0.5
_LOOKS_FOR_THE_GONE_AFTER_SECONDS: Final = 0.05
_FORGETS_AFTER_SECONDS: Final = 30.0
"""Seconds after which an idle connection is forgotten; the server has closed it by then."""
_REMEMBERED: Final = 4_096
_ALL_BUSY: Final = "Too many requests are being answered; try again shortly"

Peer = tuple[str, int]


class Open(Protocol):
    """A connection that is open now."""

    @property
    def peer(self) -> Peer:
        """The client's address and port."""
        ...

    def close(self) -> None:
        """Close it, without waiting."""


class Connections:
    """Wraps the whole application. Past the bounds, who is new takes the place of whoever has asked nothing longest.

    A worker keeps so many connections, and half of them for one address, trusted proxies apart. Twice a second it
    looks at what is open, as only the system knows that, and closes what is too much of what is idle. Where all are
    busy, one more is answered 503 at once; a client that has hung up has no connection, whatever is still done for it.
    """

    def __init__(self, app: ASGIApp, opened: Callable[[int], Iterable[Open]], *, proxies: Proxies) -> None:
        """Bound the connections that `opened` returns; those of `proxies` are not bounded by address.

        `opened` may return none where there are no more than the number it is given.
        """
        self._app = app
        self._opened = opened
        self._proxies = proxies
        self._bound = lru_cache(_REMEMBERED)(self._bound_of)
        self._busy: set[Peer] = set()
        self._busy_of: Counter[str] = Counter()
        self._at_work = 0
        self._looked_for_the_gone = 0.0
        self._idle_since: dict[Peer, float] = {}  # the longest idle first
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look at the open connections."""
        self._task = asyncio.create_task(self._look_again_and_again())

    async def stop(self) -> None:
        """Stop looking."""
        if self._task is not None:
            _ = self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 503 where too many are at work."""
        client = scope["client"] if scope["type"] == "http" else None
        if client is None:
            await self._app(scope, receive, send)
            return
        peer, address = (client[0], client[1]), owner(client[0])
        if self._is_full(client[0], address):
            busy = Problem.of("Unavailable", 503, _ALL_BUSY, scope["path"])
            await refuse(busy, send, (b"retry-after", b"1"), (b"connection", b"close"))
            return
        _ = self._idle_since.pop(peer, None)
        if peer not in self._busy:
            self._busy.add(peer)
            self._busy_of[address] += 1
        self._at_work += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._at_work -= 1
            self._is_idle(peer)

    def _is_full(self, host: str, address: str) -> bool:
        if self._has_room(host, address):
            return False
        now = monotonic()
        if now - self._looked_for_the_gone >= _LOOKS_FOR_THE_GONE_AFTER_SECONDS:
            self._looked_for_the_gone = now
            for peer in self._busy - {each.peer for each in self._opened(0)}:
                self._is_idle(peer)
        return not self._has_room(host, address)

    def _has_room(self, host: str, address: str) -> bool:
        is_one_more = len(self._busy) < MOST and self._busy_of[address] < self._bound(host)
        return is_one_more and self._at_work < MOST_AT_WORK

    def _is_idle(self, peer: Peer) -> None:
        if peer in self._busy:
            self._busy.remove(peer)
            self._busy_of[owner(peer[0])] -= 1
            self._idle_since[peer] = monotonic()

    def look(self) -> None:
        """Close idle connections beyond the limits."""
        now = monotonic()
        self._forget_until(now - _FORGETS_AFTER_SECONDS)
        opened: defaultdict[str, list[Open]] = defaultdict(list)
        for each in self._opened(MOST_OF_ONE):
            opened[owner(each.peer[0])].append(each)
            if each.peer not in self._busy:
                _ = self._idle_since.setdefault(each.peer, now)
        share = fair_share([len(theirs) for theirs in opened.values()], MOST)
        for theirs in opened.values():
            too_many = len(theirs) - min(share, self._bound(theirs[0].peer[0]))
            if too_many > 0:
                self._close_idle(theirs, too_many)
        self._busy_of = +self._busy_of

    def _close_idle(self, theirs: list[Open], too_many: int) -> None:
        idle = [each for each in theirs if each.peer in self._idle_since]
        for each in sorted(idle, key=lambda each: self._idle_since[each.peer])[:too_many]:
            del self._idle_since[each.peer]
            each.close()

    def _forget_until(self, moment: float) -> None:
        for peer, since in list(self._idle_since.items()):
            if since > moment:
                break
            del self._idle_since[peer]

    def _bound_of(self, host: str) -> int:
        return MOST if self._proxies.have(read_address(host)) else MOST_OF_ONE

    async def _look_again_and_again(self) -> None:
        while True:
            await asyncio.sleep(_LOOKS_EVERY_SECONDS)
            self.look()


def fair_share(held: Collection[int], most: int) -> int:
    """Return how many each may have, so that all have `most` at most; whoever has fewer than the others keeps them."""
    share, left, sharing = most, most, len(held)
    for each in sorted(held):
        share = left // sharing
        if each > share:
            return share
        left, sharing = left - each, sharing - 1
    return most


def none_known(_more_than: int) -> Iterable[Open]:
    """Return no connection, where there is no server whose connections they could be."""
    return ()
