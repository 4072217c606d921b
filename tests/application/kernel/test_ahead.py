"""Work begun ahead."""

import asyncio
from typing import Any

from application.kernel.ahead import begun
from domain.kernel.errors import Unavailable


async def test_whoever_awaits_what_was_begun_gets_it() -> None:
    async def three() -> int:
        return 3

    assert await begun(three()) == 3


async def test_what_goes_wrong_where_nobody_awaits_it_is_no_error_of_the_loop() -> None:
    reported, began = list[dict[str, Any]](), asyncio.Event()

    async def fails() -> None:
        began.set()
        raise Unavailable

    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))
    _ = begun(fails())
    _ = await began.wait()
    cancelled = begun(asyncio.sleep(60))
    _ = cancelled.cancel()
    for _ in range(3):
        await asyncio.sleep(0)
    del cancelled
    assert reported == []
