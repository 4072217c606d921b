"""Connections at hand: asyncpg's pool, asked only when none is free."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg

_SECONDS: Final = 3.0
"""How long to wait for a connection while all are lent."""


class Pool:
    """Lends connections, and keeps those that come back sound: asyncpg's own lending costs two tasks each time."""

    def __init__(self, opened: Callable[[], Any], watch: Callable[[int], None] | None = None) -> None:
        """Have `opened` make the pool when it is first needed. `watch` is told how many are lent."""
        self._open = opened
        self._asyncpg: Any = None
        self._free: list[Any] = []
        self._waiting = 0
        self._lent = 0
        self._watch = watch

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[Any]:
        """Lend a connection. One on which something went wrong goes back to asyncpg, which looks after it."""
        driver = await self._at_hand() or await self._from_asyncpg()
        self._lend(1)
        try:
            yield driver
        except BaseException:
            await self._asyncpg.release(driver)
            raise
        finally:
            self._lend(-1)
        if self._waiting:
            await self._asyncpg.release(driver)
        else:
            self._free.append(driver)

    def _lend(self, more: int) -> None:
        self._lent += more
        if self._watch:
            self._watch(self._lent)

    async def close(self) -> None:
        """Close every connection, once all have come back."""
        while driver := await self._at_hand():
            await self._asyncpg.release(driver)
        if self._asyncpg is not None:
            await self._asyncpg.close()

    async def _at_hand(self) -> Any | None:  # noqa: ANN401 - generic only in its stubs
        while self._free:
            driver = self._free.pop()
            if not _is_closed(driver):
                return driver
            await self._asyncpg.release(driver)
        return None

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
