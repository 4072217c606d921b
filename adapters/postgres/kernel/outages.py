"""What the database's failures mean to whoever asked."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import asyncpg

from domain.kernel.errors import Busy, Unavailable

_LOCK_NOT_AVAILABLE: Final = "55P03"
_ROLLED_BACK: Final = frozenset({"40001", "40P01"})
"""SQLSTATEs of a serialization failure and of a deadlock."""
_PASSING: Final = frozenset({"08", "28", "3D", "53", "57"})
"""Classes of SQLSTATE: connections, who may connect and to what, resources, an operator's intervention."""


@contextmanager
def outages() -> Generator[None]:
    """Raise `Busy` for a lock that is not to be had, and `Unavailable` for what may work again by itself."""
    try:
        yield
    except (asyncpg.InterfaceError, OSError, TimeoutError) as outage:
        raise Unavailable from outage
    except asyncpg.PostgresError as failure:
        state = failure.sqlstate or ""
        if state == _LOCK_NOT_AVAILABLE:
            raise Busy from failure
        if state in _ROLLED_BACK or state[:2] in _PASSING:
            raise Unavailable from failure
        raise
