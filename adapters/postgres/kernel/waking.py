"""How what runs beside the requests hears, within a process, that there is something to do."""

import asyncio
from contextlib import suppress


class Waking:
    """Is told of something to do, any number of times, and wakes who waits for that."""

    def __init__(self) -> None:
        self._told = asyncio.Event()

    def wake(self) -> None:
        """Tell that there is something."""
        self._told.set()

    async def woken(self, seconds: float) -> None:
        """Return when it was told since this was last called, or after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                _ = await self._told.wait()
        self._told.clear()
