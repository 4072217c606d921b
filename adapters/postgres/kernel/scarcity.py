"""How many connections a process may have, and why it has no more: told to the log once, not to every request."""

from time import monotonic
from typing import Final

import asyncpg
import structlog

_ANY_NUMBER: Final = 1_000_000
_TOO_MANY: Final = "53300"
_BY_A_POOLER: Final = "08P01"
_TRIED_AGAIN_AFTER: Final = 5.0
_FELT_FOR: Final = 60.0
_TOLD_AGAIN_AFTER: Final = 600.0
_IDLE_WHEN_SCARCE: Final = 2.0


class Scarcity:
    """What a process knows of how many connections there are for it."""

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
        """Hear how many the server allows to all of us: each process has its share, and one is left for commands."""
        self._share = _ANY_NUMBER if most is None else max(1, (most - 1) // self._processes)

    def idle_seconds(self) -> float:
        """Return how long a connection may be idle before it is given back."""
        return _IDLE_WHEN_SCARCE if monotonic() - self._refused_at < _FELT_FOR else self._idle_seconds

    def is_told_by(self, error: BaseException, are_open: int) -> bool:
        """Tell whether a connection was refused because there are too many, and log the reason of any failure, once."""
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
