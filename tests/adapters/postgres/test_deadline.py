"""Work that nobody waits for any more."""

import asyncio
import gc
from typing import Any

from adapters.postgres.kernel.deadline import in_time


async def test_work_that_fails_as_its_caller_goes_away_is_reported_to_nobody() -> None:
    reported: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: reported.append(context))
    begun = asyncio.Event()

    async def fail() -> None:
        _ = await begun.wait()
        raise ValueError

    caller = asyncio.create_task(in_time(fail()))
    await asyncio.sleep(0)
    begun.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    _ = caller.cancel()
    _ = await asyncio.gather(caller, return_exceptions=True)
    del caller
    _ = gc.collect()
    await asyncio.sleep(0)

    loop.set_exception_handler(before)
    assert reported == []
