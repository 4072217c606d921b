"""Work that runs beside the requests, again and again."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any, Final, NamedTuple, Protocol

import structlog
from dishka import AsyncContainer

from application.events.number_events import NumberEvents
from application.events.ports import EventQueues
from application.kernel.audit import AuditQueues
from application.kernel.catch_up_audit import CatchUpAudit
from application.kernel.refresh_statistics import RefreshStatistics
from application.ordering.number_receipts import NumberReceipts
from application.ordering.receipts import ReceiptQueues
from application.reporting.ports import RollupQueues
from application.reporting.roll_up_sales import RollUpSales
from domain.kernel.errors import Unavailable
from domain.kernel.ids import RestaurantId
from entrypoints.turns import SHARE, InBatches, InTurns

log: Final = structlog.get_logger()


class Work(Protocol):
    """A use case without arguments."""

    async def __call__(self) -> object:
        """Run once."""


FOR_ALL: Final[dict[type[Work], float]] = {RefreshStatistics: 1.0}
"""Each use case of the whole installation, and the seconds between its end and its next run."""


class Rounds(NamedTuple):
    """What tells who has something waiting, and the seconds between two rounds of first batches.

    Many restaurants with little are given this `share` of the time of all workers. Where `filled` is true, what tells
    also says when there is something, and a round begins then, a short while after the last at the earliest.
    """

    queues: type[Any]
    seconds: float
    share: float = SHARE
    filled: bool = False


IN_TURNS: Final[dict[type[InBatches], Rounds]] = {
    RollUpSales: Rounds(RollupQueues, 0.5),
    NumberReceipts: Rounds(ReceiptQueues, 1.0),
    CatchUpAudit: Rounds(AuditQueues, 1.0),
    NumberEvents: Rounds(EventQueues, 1.0, share=1.0, filled=True),
}
"""Each use case that restaurants have in turns."""

_APART_SECONDS: Final = 0.08
"""How long after one round that something woke the next may begin, which takes what was gathered by then."""

MEASURED_EVERY_SECONDS: Final = 2.0


class Repeating:
    """Runs something again and again while the application serves."""

    def __init__(
        self,
        name: str,
        run: Callable[[], Awaitable[object]],
        seconds: float,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Run it again after a `rest` of so many seconds, or of fewer; the log says its name."""
        self._name = name
        self._run = run
        self._seconds = seconds
        self._rest = rest
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
            await self._rest(self._seconds)
            try:
                _ = await self._run()
            except Unavailable:
                if not away:
                    log.warning("waiting for the database", work=self._name)
                away = True
            except Exception:
                # No request depends on it, so a failure is logged and the next run tries again.
                log.exception("failed beside the requests", work=self._name)
            else:
                away = False


def repeating(
    app: AsyncContainer, work: type[Work], seconds: float, tell: Callable[[Any], None] | None = None
) -> Repeating:
    """Return what runs a use case out of the process's container every so many seconds, and tells its results."""

    async def run() -> None:
        outcome = await (await app.get(work))()
        if tell:
            tell(outcome)

    return Repeating(work.__name__, run, seconds)


def taking_turns(
    turns: InTurns, seconds: float, rest: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> Sequence[Repeating]:
    """Return what lets every restaurant have its turns, with so many seconds between two rounds of first ones."""
    return [Repeating(turns.name, turns.begin, seconds, rest), Repeating(turns.name, turns.go_on, 0.0)]


def in_turns(
    app: AsyncContainer,
    container_of: Callable[[RestaurantId], Awaitable[AsyncContainer]],
    work: type[InBatches],
    *,
    workers: int,
) -> Sequence[Repeating]:
    """Return what runs a use case of every restaurant's container, in one of so many workers."""
    rounds = IN_TURNS[work]

    async def work_of(restaurant: RestaurantId) -> InBatches:
        return await (await container_of(restaurant)).get(work)

    not_before = 0.0

    async def until_filled(seconds: float) -> None:
        nonlocal not_before
        await (await app.get(rounds.queues)).filled(seconds)
        await asyncio.sleep(not_before - monotonic())
        not_before = monotonic() + _APART_SECONDS

    turns = InTurns(work.__name__, partial(app.get, rounds.queues), work_of, share=rounds.share / workers)
    return taking_turns(turns, rounds.seconds, until_filled if rounds.filled else asyncio.sleep)
