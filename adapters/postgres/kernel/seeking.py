"""Looking for the primary in the background once a connection to one of several hosts failed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import asyncpg

from adapters.postgres.kernel.driver import Driver, leave

_BETWEEN_LOOKS: Final = 0.5
"""Seconds."""
_LEAVES: Final = 2.0
"""Seconds that the connection may take to close in order."""


class Seeking:
    """Connects again and again until that works, once for all requests that met the failure."""

    def __init__(self, connect: Callable[[], Awaitable[Driver]], found: Callable[[], None]) -> None:
        """Try `connect` every half second, and call `found` once it worked."""
        self._connect = connect
        self._found = found
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, unless it is under way."""
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())

    def stop(self) -> None:
        """Give up."""
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
                    return  # the primary answers, and refuses us
                else:
                    self._found()
                    await leave(driver, _LEAVES)
                    return
        finally:
            self._looking = None
