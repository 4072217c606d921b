"""The time limit of everything a request asks of the database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from domain.kernel.errors import Unavailable

Got = TypeVar("Got")

SECONDS: Final = 4.0
"""How long one question to the database may take, the wait for a connection included."""
_given_up: Final[set[asyncio.Future[Any]]] = set()


async def in_time(work: Awaitable[Got], *, late: Callable[[], Exception] = Unavailable) -> Got:
    """Return what the work returns, or raise the exception made by `late` after `SECONDS`.

    Work that takes longer, or whose caller is cancelled, is cancelled too, and not awaited: closing a connection to a
    database that does not answer can take as long again.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait([task], timeout=SECONDS)
        if not done:
            raise late()
        return task.result()
    finally:
        if task.done():
            _forget(task)  # it may have failed in the same turn of the loop in which its caller was cancelled
        else:
            _given_up.add(task)
            task.add_done_callback(_forget)
            _ = task.cancel()


def _forget(task: asyncio.Future[Any]) -> None:
    _given_up.discard(task)
    retrieve(task)


def retrieve(task: asyncio.Future[Any]) -> None:
    """Retrieve the exception of a task that nobody awaits, or asyncio would log that it never was."""
    _ = task.cancelled() or task.exception()
