"""What the program does beside answering requests."""

import asyncio
from contextlib import suppress
from typing import Final

import structlog
from dishka import AsyncContainer

from application.reporting.roll_up_sales import RollUpSales
from domain.kernel.errors import Unavailable

log: Final = structlog.get_logger()


class RollingUp:
    """Rolls sales up for as long as the application serves."""

    def __init__(self, container: AsyncContainer, *, seconds: float = 0.25) -> None:
        """Roll up every so many seconds, with what the container provides."""
        self._container = container
        self._seconds = seconds
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._forever())

    async def stop(self) -> None:
        """End. What is being counted is counted to its end, or not at all."""
        if self._task is not None:
            _ = self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _forever(self) -> None:
        away = False
        while True:
            await asyncio.sleep(self._seconds)
            try:
                async with self._container() as scope:
                    _ = await (await scope.get(RollUpSales))()
            except Unavailable:
                if not away:
                    log.warning("rollups wait for the database")
                away = True
            except Exception:
                # Nobody waits for an answer here, and reports stay right without: they add up themselves what waits.
                log.exception("sales were not rolled up")
            else:
                away = False
