"""How long the database may keep silent before nobody waits for it any more."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from domain.kernel.errors import Unavailable

Got = TypeVar("Got")

SECONDS: Final = 4.0
_given_up: Final[set[asyncio.Future[Any]]] = set()


async def in_time(work: Awaitable[Got], *, late: Callable[[], Exception] = Unavailable) -> Got:
    """Return what the work returns, or raise what `late` says after `SECONDS`.

    Work that is given up, or whose caller goes away, is cancelled and left to itself: ending a connection to a
    database that says nothing takes its time too.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait([task], timeout=SECONDS)
        if not done:
            raise late()
        return task.result()
    finally:
        if task.done():
            _forget(task)  # it may have failed in the very turn in which its caller went away
        else:
            _given_up.add(task)
            task.add_done_callback(_forget)
            _ = task.cancel()


def _forget(task: asyncio.Future[Any]) -> None:
    _given_up.discard(task)
    # Looked at, so that the loop does not report an error that nobody waits for.
    _ = task.cancelled() or task.exception()
