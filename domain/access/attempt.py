"""How often somebody may try a secret."""

from datetime import timedelta
from typing import Final

FREE: Final = 4
"""After so many failures the next try is still free; after one more, each waits twice as long as the one before."""
FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=15)


def wait_after(failures: int) -> timedelta:
    """Return how long after so many failures in a row the next try has to wait."""
    if failures <= FREE:
        return timedelta(0)
    doublings = min(failures - FREE - 1, 30)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
