"""Use cases that run beside the requests, again and again."""

import asyncio
from collections.abc import Awaitable, Callable
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
    """A use case without arguments."""

    async def __call__(self) -> object:
        """Run once."""


WORK: Final[dict[type[Work], float]] = {RollUpSales: 0.25, RefreshStatistics: 1.0, CatchUpAudit: 1.0}
"""Each use case, and the seconds between its end and its next run."""


MEASURED_EVERY_SECONDS: Final = 2.0


class Repeating:
    """Runs one use case again and again while the application serves."""

    def __init__(
        self,
        container: Callable[[], Awaitable[AsyncContainer]],
        work: type[Work],
        seconds: float,
        tell: Callable[[Any], None] | None = None,
    ) -> None:
        """Run it, out of the container, `every` so many seconds, and `tell` its results."""
        self._container = container
        self._work = work
        self._seconds = seconds
        self._tell = tell
        self._task: asyncio.Task[None] | None = None
        self._ends = False

    async def start(self) -> None:
        """Start the task."""
        self._ends = False
        self._task = asyncio.create_task(self._forever())

    async def stop(self) -> None:
        """Cancel the task, and return when it has ended."""
        self._ends = True  # a cancellation is lost where what the task awaits ends in the same moment
        if self._task is not None:
            _ = self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _forever(self) -> None:
        away = False
        while not self._ends:
            await asyncio.sleep(self._seconds)
            try:
                outcome = await (await (await self._container()).get(self._work))()
                if self._tell:
                    self._tell(outcome)
            except Unavailable:
                if not away:
                    log.warning("waiting for the database", work=self._work.__name__)
                away = True
            except Exception:
                # No request depends on it, so a failure is logged and the next run tries again.
                log.exception("failed beside the requests", work=self._work.__name__)
            else:
                away = False
