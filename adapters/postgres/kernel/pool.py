"""A connection pool that shares one limit among several purposes."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Final

import asyncpg

from adapters.postgres.kernel.driver import Driver, leave
from adapters.postgres.kernel.scarcity import Scarcity
from adapters.postgres.kernel.seeking import Seeking
from adapters.postgres.kernel.sharing import Purpose, Sharing
from adapters.postgres.kernel.timelines import Timelines

_SECONDS: Final = 3.0
"""Seconds to wait for a connection while all are lent."""
_LEAVES: Final = 2.0
"""Seconds that a connection may take to close in order, before its socket is closed."""
_LOOKS: Final = 1.0
"""Seconds between two looks for idle connections."""
_AGAIN: Final = 0.1
"""Seconds until another attempt to connect, after the server refused one and no other is open to wait for."""


class Pool:
    """Lends connections for the purposes of one process, as many as each may have and the server allows."""

    def __init__(
        self,
        connect: Callable[[dict[str, str]], Awaitable[Driver]],
        purposes: Sequence[Purpose],
        *,
        timelines: Timelines | None = None,
        processes: int = 1,
        idle_seconds: float = 60.0,
        watch: Callable[[int], None] | None = None,
        seeks: bool = False,
    ) -> None:
        """Open up to a share of what the server allows to `processes`; `watch` hears each change of the number lent.

        Connections idle for `idle_seconds` are closed. Where the address has several hosts, a connection that fails
        makes the pool look for the primary at once (`seeks`).
        """
        self._connect = connect
        self._timelines = timelines or Timelines()
        self._as_of = self._timelines.changes()
        self._scarcity = Scarcity(processes, idle_seconds)
        self._sharing = Sharing(purposes, self._scarcity.allowed)
        self._watch = watch
        look = partial(connect, purposes[0].settings)
        self._seeking = Seeking(look, self._close_replaced) if seeks else None
        self._leaving: set[asyncio.Task[None]] = set()
        self._looks: asyncio.TimerHandle | None = None
        self._closed = False

    @asynccontextmanager
    async def connection(self, purpose: Purpose) -> AsyncGenerator[Driver]:
        """Lend a connection for as long as the block lasts."""
        driver = await self.borrow(purpose)
        try:
            yield driver
        except BaseException as error:
            self.give_up(driver, error)
            raise
        self.give_back(driver)

    async def borrow(self, purpose: Purpose) -> Driver:
        """Return a connection, which the caller has to `give_back`, or `give_up` after an error."""
        driver = self._free(purpose)
        if driver is None:
            async with asyncio.timeout(_SECONDS):
                driver = await self._wait_for_one(purpose)
        self._lend(1)
        return driver

    def give_back(self, driver: Driver) -> None:
        """Take back a connection that works."""
        self._lend(-1)
        if driver.is_closed() or self._closed or len(self._sharing) > self._scarcity.allowed():
            self._discard(driver)
        else:
            self._sharing.hand_on(driver)

    def give_up(self, driver: Driver, error: BaseException) -> None:
        """Take back a connection after an error: close it, without waiting for that, unless it still works."""
        if _is_sound(driver, error):
            self.give_back(driver)
        else:
            self._lend(-1)
            self._discard(driver)
            if self._seeking is not None and not self._closed:
                self._seeking.start()

    async def close(self) -> None:
        """Close free connections now, lent ones as they come back, and return when all are closed."""
        self._closed = True
        if self._looks is not None:
            self._looks.cancel()
        if self._seeking is not None:
            self._seeking.stop()
        for driver in self._sharing.idle(float("inf"), keep=False):
            self._discard(driver)
        await self._sharing.emptied()
        if self._leaving:
            _ = await asyncio.wait(self._leaving)

    def _lend(self, more: int) -> None:
        if self._watch:
            self._watch(more)

    def _free(self, purpose: Purpose) -> Driver | None:
        if self._as_of != self._timelines.changes():
            self._close_replaced()
        while (driver := self._sharing.free(purpose)) is not None and driver.is_closed():
            self._discard(driver)
        return driver

    async def _wait_for_one(self, purpose: Purpose) -> Driver:
        driver: Driver | None = None
        while driver is None or driver.is_closed():
            if driver is not None:
                self._discard(driver)
            if self._closed:
                raise asyncpg.InterfaceError("the pool is closed")
            if self._sharing.may_open(purpose):
                driver = await self._opened(purpose)
            else:
                driver = self._sharing.taken_over(purpose) or await self._sharing.next(purpose)
            driver = driver or self._free(purpose)
        if driver.settings is not purpose.settings:
            await self._change_settings(driver, purpose)
        return driver

    async def _change_settings(self, driver: Driver, purpose: Purpose) -> None:
        try:
            await driver.change_settings(purpose.settings)
        except BaseException:
            self._discard(driver)
            raise

    async def _opened(self, purpose: Purpose) -> Driver | None:
        """Return a new connection, or None where the server refused it for having too many."""
        purpose.open += 1
        try:
            driver = await self._connect(purpose.settings)
        except BaseException as error:
            purpose.open -= 1
            self._sharing.wake()
            if not self._scarcity.is_told_by(error, len(self._sharing)):
                raise
            # One that is open comes back soon; where none is, the caller tries again until it has waited too long.
            await asyncio.sleep(0 if len(self._sharing) else _AGAIN)
            return None
        self._sharing.admit(driver, purpose)
        driver.add_termination_listener(self._ended)
        self._scarcity.learn(driver.most)
        self._sharing.wake_all()
        self._close_replaced()
        if self._looks is None:
            self._look_again_soon()
        return driver

    def _ended(self, driver: Any) -> None:  # noqa: ANN401 - asyncpg's own class, for all it knows
        self._discard(driver)

    def _discard(self, driver: Driver) -> None:
        if self._sharing.strike(driver):
            leaving = asyncio.ensure_future(leave(driver, _LEAVES))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)

    def _close_replaced(self) -> None:
        """Close connections to a server that was replaced by a promoted standby, those in use too."""
        self._as_of = self._timelines.changes()
        for driver in self._sharing:
            if not self._timelines.admits(driver.timeline):
                driver.terminate()
                self._discard(driver)

    def _look_again_soon(self) -> None:
        self._looks = asyncio.get_running_loop().call_later(_LOOKS, self._give_idle_ones_back)

    def _give_idle_ones_back(self) -> None:
        for driver in self._sharing.idle(asyncio.get_running_loop().time() - self._scarcity.idle_seconds()):
            self._discard(driver)
        self._look_again_soon()


def _is_sound(driver: Driver, error: BaseException) -> bool:
    """Tell whether a connection can be used after this error: not where the statement may still be running."""
    for each in (error, error.__cause__):
        if isinstance(each, (asyncio.CancelledError, OSError, asyncpg.InterfaceError)):  # TimeoutError is an OSError
            return False
        if getattr(each, "severity_en", "ERROR") != "ERROR":  # FATAL: the server ends the connection
            return False
    return not (driver.is_closed() or driver.is_in_transaction())
