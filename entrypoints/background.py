"""What the program does beside answering requests."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Protocol

import structlog
from dishka import AsyncContainer

from application.kernel.catch_up_audit import CatchUpAudit
from application.kernel.refresh_statistics import RefreshStatistics
from application.reporting.roll_up_sales import RollUpSales
from domain.kernel.errors import Unavailable

log: Final = structlog.get_logger()


class Work(Protocol):
    """A use case that needs no more than to be done."""

    async def __call__(self) -> object:
        """Do what there is to do."""


WORK: Final[dict[type[Work], float]] = {RollUpSales: 0.25, RefreshStatistics: 1.0, CatchUpAudit: 1.0}
"""Use cases that nobody asks for, and how many seconds to wait before each is done again."""


MEASURED_EVERY_SECONDS: Final = 2.0


class Repeating:
    """Repeats one use case for as long as the application serves."""

    def __init__(
        self, container: AsyncContainer, work: type[Work], seconds: float, tell: Callable[[Any], None] | None = None
    ) -> None:
        """Repeat it every so many seconds, with what the container provides, and `tell` what came of it."""
        self._container = container
        self._work = work
        self._seconds = seconds
        self._tell = tell
        self._task: asyncio.Task[None] | None = None
        self._ends = False

    async def start(self) -> None:
        """Begin."""
        self._ends = False
        self._task = asyncio.create_task(self._forever())

    async def stop(self) -> None:
        """End. What is being done is done to its end, or not at all."""
        self._ends = (
            True  # whatever is done may end in the very moment in which it is cancelled, and hear nothing of it
        )
        if self._task is not None:
            _ = self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _forever(self) -> None:
        away = False
        while not self._ends:
            await asyncio.sleep(self._seconds)
            try:
                async with self._container() as scope:
                    outcome = await (await scope.get(self._work))()
                if self._tell:
                    self._tell(outcome)
            except Unavailable:
                if not away:
                    log.warning("waiting for the database", work=self._work.__name__)
                away = True
            except Exception:
                # Nobody waits for an answer here, and whatever is done here, requests do without while it is not.
                log.exception("failed beside the requests", work=self._work.__name__)
            else:
                away = False
