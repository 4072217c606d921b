"""The codes that let somebody in: how long they are good, and under what tries of them are counted."""

from datetime import timedelta
from typing import Final

CODES_LAST: Final = timedelta(hours=24)
PAIRING_CODES_LAST: Final = timedelta(minutes=10)


def tries_of_codes(email: str) -> str:
    """Return the account under which tries of activation codes are counted: apart from tries of passwords."""
    return f"activation {email}"
