"""How the time that something takes grows with what it is given."""

import time
from collections.abc import Callable
from typing import Final

LONG: Final = 60_000
"""As much as a stranger can put in one place."""
_TIMES_LONGER: Final = 8
_MOST_TIMES_SLOWER: Final = 24
"""What grows with the square of its length is 64 times as slow."""
_QUICK_SECONDS: Final = 0.01
"""What is over in this time may have grown as it likes: nobody waits for it."""


def seconds(do: Callable[[str], object], text: str) -> float:
    """Return the processor time of the quickest of three."""
    taken: list[float] = []
    for _ in range(3):
        began = time.process_time()
        _ = do(text)
        taken.append(time.process_time() - began)
    return min(taken)


def grows_no_faster(do: Callable[[str], object], piece: str) -> None:
    """Fail unless the time for many of the piece is about in proportion to the time for an eighth of them."""
    long = (piece * (LONG // len(piece) + 1))[:LONG]
    short = long[: LONG // _TIMES_LONGER]
    quick = seconds(do, short)
    slow = seconds(do, long)
    assert slow < max(_QUICK_SECONDS, quick * _MOST_TIMES_SLOWER), f"{len(short)}: {quick} s; {len(long)}: {slow} s"


def no_slower(do: Callable[[str], object], long: str, short: str) -> None:
    """Fail unless what is long is refused before anybody works on it: in about the time of what is short."""
    quick = seconds(do, short)
    slow = seconds(do, long)
    assert slow < _QUICK_SECONDS + quick * _TIMES_LONGER, f"{len(short)}: {quick} s; {len(long)}: {slow} s"
