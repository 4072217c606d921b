"""Who has which connection, who waits for one, and who gets the next: the books of a pool, which asks no server."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from adapters.postgres.kernel.driver import Driver


class Purpose:
    """What connections are for: the settings they come with, how many there may be, how many it never gives away."""

    def __init__(self, settings: dict[str, str], most: int, *, keeps: int = 0) -> None:
        self.settings = settings
        self.most = most
        self.keeps = keeps
        self.open = 0
        self.free: list[Driver] = []


class _Waiter(NamedTuple):
    purpose: Purpose
    turn: asyncio.Future[Driver | None]
    """A connection, or None: then something has changed, and it is worth to look again."""


class Sharing:
    """Shares connections among purposes: where there are fewer than all want, one takes over what another has free."""

    def __init__(self, purposes: Sequence[Purpose], allowed: Callable[[], int]) -> None:
        self._purposes = purposes
        self._allowed = allowed
        self._waiting: deque[_Waiter] = deque()
        self._all: dict[Driver, Purpose] = {}
        self._changed = asyncio.Event()

    def __iter__(self) -> Iterator[Driver]:
        """Go through every open connection."""
        return iter(list(self._all))

    def __len__(self) -> int:
        """Return how many are open."""
        return len(self._all)

    def may_open(self, purpose: Purpose) -> bool:
        """Tell whether there may be one more for this purpose."""
        left = self._allowed() - sum(each.open for each in self._purposes)
        promised = sum(max(0, each.keeps - each.open) for each in self._purposes if each is not purpose)
        return purpose.open < purpose.most and left > (promised if purpose.open else 0)

    def admit(self, driver: Driver, purpose: Purpose) -> None:
        """Enter a connection that was opened; `purpose` has counted it since it was asked for."""
        self._all[driver] = purpose

    def strike(self, driver: Driver) -> bool:
        """Forget a connection, and let who waits look again. Tell whether it was there."""
        purpose = self._all.pop(driver, None)
        if purpose is None:
            return False
        purpose.open -= 1
        if driver in purpose.free:
            purpose.free.remove(driver)
        self._changed.set()
        self.wake()
        return True

    def free(self, purpose: Purpose) -> Driver | None:
        """Take the one that was used last, if any is free."""
        return purpose.free.pop() if purpose.free else None

    def taken_over(self, purpose: Purpose) -> Driver | None:
        """Take one that another purpose has free, and does not need to keep."""
        for other in self._purposes:
            if other.free and other is not purpose and self._spares(other, purpose):
                driver = other.free.pop(0)
                self._move(driver, purpose)
                return driver
        return None

    async def next(self, purpose: Purpose) -> Driver | None:
        """Return the next connection that comes back, or None when it is worth to look again."""
        waiter = _Waiter(purpose, asyncio.get_running_loop().create_future())
        self._waiting.append(waiter)
        try:
            return await waiter.turn
        except asyncio.CancelledError:
            if waiter.turn.done() and not waiter.turn.cancelled():  # it came in the very turn in which nobody waited
                driver = waiter.turn.result()
                self.wake() if driver is None else self.hand_on(driver)
            raise
        finally:
            self._waiting.remove(waiter)

    def hand_on(self, driver: Driver) -> None:
        """Give a connection to whoever has waited longest and may have it, or keep it free."""
        had = self._all.get(driver)
        if had is None:
            return
        for waiter in self._waiting:
            if not waiter.turn.done() and self._spares(had, waiter.purpose):
                self._move(driver, waiter.purpose)
                waiter.turn.set_result(driver)
                return
        driver.idle_since = asyncio.get_running_loop().time()
        had.free.append(driver)

    def wake(self) -> None:
        """Let whoever has waited longest look again."""
        waiter = next((each for each in self._waiting if not each.turn.done()), None)
        if waiter is not None:
            waiter.turn.set_result(None)

    def wake_all(self) -> None:
        """Let everybody who waits look again."""
        for _ in range(len(self._waiting)):
            self.wake()

    def idle(self, since: float, *, keep: bool = True) -> Iterator[Driver]:
        """Go through what nobody has used since then, but for those that a purpose keeps."""
        for purpose in self._purposes:
            for driver in [each for each in purpose.free if each.idle_since < since]:
                if not keep or purpose.open > purpose.keeps:
                    yield driver

    async def emptied(self) -> None:
        """Return when no connection is open any more."""
        while self._all:
            self._changed.clear()
            _ = await self._changed.wait()

    def _spares(self, other: Purpose, purpose: Purpose) -> bool:
        keeps = other.keeps if self._allowed() > 1 else 0
        return other is purpose or (purpose.open < purpose.most and other.open > keeps)

    def _move(self, driver: Driver, purpose: Purpose) -> None:
        self._all[driver].open -= 1
        purpose.open += 1
        self._all[driver] = purpose
