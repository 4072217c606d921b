"""The bookkeeping of a pool, without I/O: which connections are free, who waits, and who gets the next."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from adapters.postgres.kernel.driver import Driver


class Purpose:
    """What connections are for: their settings, at most how many, and how many of them no other purpose takes over."""

    def __init__(self, settings: dict[str, str], most: int, *, keeps: int = 0) -> None:
        self.settings = settings
        self.most = most
        self.keeps = keeps
        self.open = 0
        self.free: list[Driver] = []


class _Borrower(NamedTuple):
    purpose: Purpose
    turn: asyncio.Future[Driver | None]
    """Is given a connection, or None: then something has changed, and the borrower looks again."""


class Sharing:
    """Shares connections among purposes: one that needs more takes over what another has free."""

    def __init__(self, purposes: Sequence[Purpose], allowed: Callable[[], int]) -> None:
        self._purposes = purposes
        self._allowed = allowed
        self._waiting: deque[_Borrower] = deque()
        self._all: dict[Driver, Purpose] = {}
        self._changed = asyncio.Event()

    def __iter__(self) -> Iterator[Driver]:
        """Go through every open connection."""
        return iter(list(self._all))

    def __len__(self) -> int:
        """Return how many are open."""
        return len(self._all)

    def may_open(self, purpose: Purpose) -> bool:
        """Tell whether one more may be opened for this purpose."""
        left = self._allowed() - sum(each.open for each in self._purposes)
        promised = sum(max(0, each.keeps - each.open) for each in self._purposes if each is not purpose)
        return purpose.open < purpose.most and left > (promised if purpose.open else 0)

    def admit(self, driver: Driver, purpose: Purpose) -> None:
        """Add a connection that was opened; `purpose.open` has counted it since the attempt began."""
        self._all[driver] = purpose

    def strike(self, driver: Driver) -> bool:
        """Remove a connection, and let a borrower look again. Tell whether it was there."""
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
        """Take the free connection of this purpose that was used last, if there is one."""
        return purpose.free.pop() if purpose.free else None

    def taken_over(self, purpose: Purpose) -> Driver | None:
        """Take a free connection of another purpose that may give it away."""
        for other in self._purposes:
            if other.free and other is not purpose and self._spares(other, purpose):
                driver = other.free.pop(0)
                self._move(driver, purpose)
                return driver
        return None

    async def next(self, purpose: Purpose) -> Driver | None:
        """Wait for a connection to come back and return it, or None when the borrower is to look again."""
        borrower = _Borrower(purpose, asyncio.get_running_loop().create_future())
        self._waiting.append(borrower)
        try:
            return await borrower.turn
        except asyncio.CancelledError:
            if borrower.turn.done() and not borrower.turn.cancelled():  # it came as the borrower was cancelled
                driver = borrower.turn.result()
                self.wake() if driver is None else self.hand_on(driver)
            raise
        finally:
            self._waiting.remove(borrower)

    def hand_on(self, driver: Driver) -> None:
        """Give a connection to the borrower that has waited longest and may have it, or keep it free."""
        had = self._all.get(driver)
        if had is None:
            return
        for borrower in self._waiting:
            if not borrower.turn.done() and self._spares(had, borrower.purpose):
                self._move(driver, borrower.purpose)
                borrower.turn.set_result(driver)
                return
        driver.idle_since = asyncio.get_running_loop().time()
        had.free.append(driver)

    def wake(self) -> None:
        """Let the borrower that has waited longest look again."""
        borrower = next((each for each in self._waiting if not each.turn.done()), None)
        if borrower is not None:
            borrower.turn.set_result(None)

    def wake_all(self) -> None:
        """Let all borrowers look again."""
        for _ in range(len(self._waiting)):
            self.wake()

    def idle(self, since: float, *, keep: bool = True) -> Iterator[Driver]:
        """Go through connections free since before then, but for those that a purpose reserves."""
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
