"""Work begun ahead of the question, which may never be asked."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def begun(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Return the task of this work. Whoever awaits it hears what went wrong; where nobody does, nobody needs to."""
    task = asyncio.create_task(work)
    task.add_done_callback(_look_at)  # or the loop would report an error
    return task


def _look_at(task: asyncio.Task[Any]) -> None:
    _ = task.cancelled() or task.exception()
