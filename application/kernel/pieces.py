"""Long work in pieces, so that other requests run in between."""

import asyncio
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final, TypeVar

T = TypeVar("T")
Made = TypeVar("Made")

PIECE: Final = 250
"""How many rows are written at once."""
_LOOK_AFTER: Final = 10
_LONGEST_SECONDS: Final = 0.001


async def in_pieces(rows: Sequence[T], make: Callable[[T], Made]) -> list[Made]:
    """Return what is made of each row, about a millisecond at a time.

    After each it rests as long as it worked. To let others go on once is too little: an order goes on a dozen times
    until it is placed, and would meet a piece of each long answer each time.
    """
    made: list[Made] = []
    began = perf_counter()
    for start in range(0, len(rows), _LOOK_AFTER):
        made += map(make, rows[start : start + _LOOK_AFTER])
        worked = perf_counter() - began
        if worked > _LONGEST_SECONDS and len(made) < len(rows):
            await asyncio.sleep(worked)
            began = perf_counter()
    return made
