"""How many connections a process may open, learned from the server's limits and refusals."""

from time import monotonic
from typing import Final

import asyncpg
import structlog

_ANY_NUMBER: Final = 1_000_000
_TOO_MANY: Final = "53300"
_BY_A_POOLER: Final = "08P01"
_TRIED_AGAIN_AFTER: Final = 5.0
"""Seconds after a refusal during which no more are opened than were open then."""
_FELT_FOR: Final = 60.0
"""Seconds after a refusal during which idle connections are closed early, for others to have."""
_TOLD_AGAIN_AFTER: Final = 600.0
"""Seconds until the same failure is logged again."""
_IDLE_WHEN_SCARCE: Final = 2.0
"""Seconds after which idle connections are closed then."""


class Scarcity:
    """The number of connections that this process may have: its share of the limit, or fewer after a refusal."""

    def __init__(self, processes: int, idle_seconds: float) -> None:
        self._idle_seconds = idle_seconds
        self._processes = processes
        self._share = 1  # the first one tells how many more there may be
        self._were_open = _ANY_NUMBER
        self._refused_at = -_FELT_FOR
        self._told: dict[str, float] = {}

    def allowed(self) -> int:
        """Return how many connections this process may have now."""
        if monotonic() - self._refused_at < _TRIED_AGAIN_AFTER:
            return min(self._share, max(1, self._were_open))
        return self._share

    def learn(self, most: int | None) -> None:
        """Compute the share from how many the server allows to all processes; one is left for commands."""
        self._share = _ANY_NUMBER if most is None else max(1, (most - 1) // self._processes)

    def idle_seconds(self) -> float:
        """Return after how many seconds an idle connection is closed."""
        return _IDLE_WHEN_SCARCE if monotonic() - self._refused_at < _FELT_FOR else self._idle_seconds

    def is_told_by(self, error: BaseException, are_open: int) -> bool:
        """Tell whether a connection was refused because there are too many. Log why, each reason every ten minutes."""
        if not isinstance(error, (asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            return False
        self._tell(str(error).strip().partition("\n")[0] or type(error).__name__)
        state = getattr(error, "sqlstate", None)
        too_many = state == _TOO_MANY or (state == _BY_A_POOLER and "connections" in str(error))
        if too_many:
            self._refused_at, self._were_open = monotonic(), are_open
        return too_many

    def _tell(self, reason: str) -> None:
        now = monotonic()
        if now - self._told.get(reason, -_TOLD_AGAIN_AFTER) >= _TOLD_AGAIN_AFTER:
            self._told = {told: at for told, at in self._told.items() if now - at < _TOLD_AGAIN_AFTER} | {reason: now}
            structlog.get_logger().warning("the database gives no connection", reason=reason)
