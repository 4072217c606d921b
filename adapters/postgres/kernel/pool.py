"""Connections at hand: asyncpg's pool, asked only when none is free."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg

_SECONDS: Final = 3.0
"""How long to wait for a connection while all are lent."""


class Pool:
    """Lends connections, and keeps those that come back sound: asyncpg's own lending costs two tasks each time."""

    def __init__(self, opened: Callable[[], Any], watch: Callable[[int], None] | None = None) -> None:
        """Have `opened` make the pool when it is first needed. `watch` is told how many more are lent each time."""
        self._open = opened
        self._asyncpg: Any = None
        self._free: list[Any] = []
        self._waiting = 0
        self._watch = watch
        self._leaving: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[Any]:
        """Lend a connection for as long as the block lasts."""
        driver = await self.borrow()
        try:
            yield driver
        except BaseException:
            self.give_up(driver)
            raise
        self.give_back(driver)

    async def borrow(self) -> Any:  # noqa: ANN401 - generic only in its stubs
        """Return a connection that has to be given back, or given up."""
        driver = self._at_hand() or await self._from_asyncpg()
        self._lend(1)
        return driver

    def give_back(self, driver: Any) -> None:  # noqa: ANN401 - the same
        """Take a connection back that is as good as it was."""
        self._lend(-1)
        if self._waiting:
            self._release(driver)
        else:
            self._free.append(driver)

    def give_up(self, driver: Any) -> None:  # noqa: ANN401 - the same
        """Take a connection back on which something went wrong. asyncpg looks after it, and nobody waits for that."""
        self._lend(-1)
        self._release(driver)

    async def close(self) -> None:
        """Close every connection, once all have come back."""
        while self._free:
            self._release(self._free.pop())
        if self._asyncpg is not None:
            await self._asyncpg.close()

    def _lend(self, more: int) -> None:
        if self._watch:
            self._watch(more)

    def _at_hand(self) -> Any | None:  # noqa: ANN401 - the same
        while self._free:
            driver = self._free.pop()
            if not _is_closed(driver):
                return driver
            self._release(driver)
        return None

    def _release(self, driver: Any) -> None:  # noqa: ANN401 - the same
        leaving: asyncio.Task[None] = asyncio.ensure_future(self._asyncpg.release(driver))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._left)

    def _left(self, leaving: asyncio.Task[None]) -> None:
        self._leaving.discard(leaving)
        # Looked at, so that the loop does not report an error that nobody waits for.
        _ = leaving.cancelled() or leaving.exception()

    async def _from_asyncpg(self) -> Any:  # noqa: ANN401 - the same
        if self._asyncpg is None:
            self._asyncpg = self._open()  # without a connection yet, so nobody comes between this and the next line
        self._waiting += 1
        try:
            return await (await self._asyncpg).acquire(timeout=_SECONDS)
        finally:
            self._waiting -= 1


def _is_closed(driver: Any) -> bool:  # noqa: ANN401 - the same
    try:
        return driver.is_closed()
    except asyncpg.InterfaceError:  # asyncpg has taken it back
        return True
