"""Looking for whoever leads, once a server of several keeps silent: nobody is to wait for one that was replaced."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import asyncpg

from adapters.postgres.kernel.driver import Driver, leave

_BETWEEN_LOOKS: Final = 0.5
_LEAVES: Final = 2.0


class Seeking:
    """One look at a time, repeated until somebody leads."""

    def __init__(self, connect: Callable[[], Awaitable[Driver]], found: Callable[[], None]) -> None:
        """Look by `connect`, and call `found` once that worked."""
        self._connect = connect
        self._found = found
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look, unless somebody is looking."""
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())

    def stop(self) -> None:
        """Look no more."""
        if self._looking is not None:
            _ = self._looking.cancel()

    async def _look(self) -> None:
        try:
            while True:
                try:
                    driver = await self._connect()
                except (asyncpg.InterfaceError, OSError):
                    await asyncio.sleep(_BETWEEN_LOOKS)
                except asyncpg.PostgresError:
                    return  # it is there, and turns us away
                else:
                    self._found()
                    await leave(driver, _LEAVES)
                    return
        finally:
            self._looking = None
