"""How long things are kept that no other context knows more of."""

from datetime import timedelta
from typing import Final

ANSWERS_KEPT_FOR: Final = timedelta(hours=48)
"""How long a request can be sent again for its first answer: 24 hours are promised."""
