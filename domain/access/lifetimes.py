"""How long what lets people in is good."""

from datetime import timedelta
from typing import Final

TOKENS_LAST: Final = timedelta(minutes=15)
"""Access tokens, where sessions are refreshed."""
OPEN_TOKENS_LAST: Final = timedelta(hours=12)
"""Access tokens in open mode, where nothing refreshes them."""
LEEWAY: Final = timedelta(seconds=5)
"""How far the clocks of two machines may differ."""
SET_BACK: Final = timedelta(seconds=30)
"""How far a clock may be set back without anybody being signed out who got a token just before."""
SESSIONS_LAST: Final = timedelta(days=30)
CODES_LAST: Final = timedelta(hours=24)
"""Activation codes."""
APPROVALS_LAST: Final = timedelta(minutes=2)
PAIRING_CODES_LAST: Final = timedelta(minutes=10)
GRACE: Final = timedelta(seconds=30)
"""How long a refresh token that was used answers the same once more: its answer may have been lost on the way."""
EXPIRED_KEPT_FOR: Final = timedelta(days=1)
"""How long what has expired is kept: longer than clocks differ."""
