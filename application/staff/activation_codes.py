"""How long the codes are good that let somebody in."""

from datetime import timedelta
from typing import Final

CODES_LAST: Final = timedelta(hours=24)
PAIRING_CODES_LAST: Final = timedelta(minutes=10)
