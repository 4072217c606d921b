"""Long work beside others."""

import asyncio
from time import perf_counter

from application.kernel.pieces import in_pieces

ROWS = 1_000


def _work(row: int) -> int:
    until = perf_counter() + 0.0001
    while perf_counter() < until:
        pass
    return 2 * row


async def test_who_needs_many_turns_of_the_loop_is_not_held_up_at_each() -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    made = await in_pieces(range(ROWS), _work)
    _ = beside.cancel()

    assert made == [2 * row for row in range(ROWS)]
    assert turns > ROWS
