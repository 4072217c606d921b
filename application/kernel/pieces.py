"""Long work, done a piece at a time: whoever shares the loop gets a turn after each."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

T = TypeVar("T")
Made = TypeVar("Made")

PIECE: Final = 250
"""How many rows are worked on before others get their turn: about a millisecond."""


async def in_pieces(rows: Sequence[T], make: Callable[[T], Made]) -> list[Made]:
    """Return what is made of each row."""
    made: list[Made] = []
    for start in range(0, len(rows), PIECE):
        made += map(make, rows[start : start + PIECE])
        if len(made) < len(rows):
            await asyncio.sleep(0)
    return made
