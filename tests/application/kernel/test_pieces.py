"""Long work beside others."""

import asyncio
from collections.abc import Callable
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


def _goes_on_at_once(rows: int, make: Callable[[int], int]) -> bool:
    """Tell whether that many rows are made without a rest, in one of ten tries: others may use up a millisecond."""
    for _ in range(10):
        work = in_pieces(range(rows), make)
        try:
            _ = work.send(None)
        except StopIteration:
            return True
        work.close()
    return False


async def test_quick_work_rests_nowhere_and_slow_work_not_after_its_end() -> None:
    assert _goes_on_at_once(25, abs)
    assert _goes_on_at_once(10, _work_twice)
    assert not _goes_on_at_once(11, _work_twice)


def _work_twice(row: int) -> int:
    return _work(_work(row))
