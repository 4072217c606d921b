"""How often somebody may try a secret."""

from datetime import timedelta
from typing import Final

FREE: Final = 4
"""After so many failures the next try is still free; after one more, each waits twice as long as the one before."""
FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=15)


def tries_of_codes(email: str) -> str:
    """Return the account under which tries of activation codes are counted: apart from tries of passwords."""
    return f"activation {email}"


def wait_after(failures: int) -> timedelta:
    """Return how long after so many failures in a row the next try has to wait."""
    if failures <= FREE:
        return timedelta(0)
    doublings = min(failures - FREE - 1, 30)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
