"""What the database's failures mean to whoever asked."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import asyncpg

from domain.kernel.errors import Busy, Unavailable

_GAVE_WAY: Final = frozenset({"55P03", "40001", "40P01"})
"""SQLSTATEs of a lock that was not to be had, a serialization failure, and a deadlock: nothing was done for certain."""
_PASSING: Final = frozenset({"08", "28", "3D", "53", "57"})
"""Classes of SQLSTATE: connections, who may connect and to what, resources, an operator's intervention."""


@contextmanager
def outages() -> Generator[None]:
    """Raise `Busy` for what gave way to others, and `Unavailable` for what may work again by itself."""
    try:
        yield
    except (asyncpg.InterfaceError, OSError, TimeoutError) as outage:
        raise Unavailable from outage
    except asyncpg.PostgresError as failure:
        state = failure.sqlstate or ""
        if state in _GAVE_WAY:
            raise Busy from failure
        if state[:2] in _PASSING:
            raise Unavailable from failure
        raise
