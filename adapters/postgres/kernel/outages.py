"""What the database's failures mean to whoever asked."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any, Final

import asyncpg

from domain.kernel.errors import Busy, OutcomeUnknown, Unavailable

_GAVE_WAY: Final = frozenset({"55P03", "40001", "40P01"})
"""SQLSTATEs of a lock that was not to be had, a serialization failure, and a deadlock: nothing was done for certain."""
_PASSING: Final = ("08", "28", "3D", "53", "57", "58", "25P03", "25P04", "25006")
"""Where SQLSTATEs begin that pass: connections, who may connect and to what, resources, an operator's intervention, the
system's own errors; a transaction that took too long, as in a process that was frozen, and one that may only read."""

_OUTAGES: Final = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that PostgreSQL has ended, and asyncpg does not know it yet
    asyncpg.InvalidCachedStatementError,  # the schema has changed
)
_WAITS_FOR_STANDBYS: Final = "SyncRepWaitForLSN"
"""The function of PostgreSQL's that warns when it was kept from doing so: what it says comes in any language."""


@contextmanager
def outages() -> Generator[None]:
    """Raise `Busy` for what gave way to others, and `Unavailable` for what may work again by itself."""
    try:
        yield
    except _OUTAGES as outage:
        raise Unavailable from outage
    except asyncpg.PostgresError as failure:
        state = failure.sqlstate or ""
        if state in _GAVE_WAY:
            raise Busy from failure
        if state.startswith(_PASSING):
            raise Unavailable from failure
        raise


@contextmanager
def reading() -> Generator[None]:
    """Raise `Unavailable` also for what gave way: who only reads, or counts, is in conflict with nobody."""
    try:
        yield
    except Busy as busy:
        raise Unavailable from busy


@contextmanager
def committing(driver: Any) -> Generator[None]:  # noqa: ANN401 - asyncpg's connections are generic only in its stubs
    """Raise `OutcomeUnknown` for whatever does not say that what is committed here is durable, or was not committed.

    PostgreSQL says the latter by an error. What ends the connection can come between a commit and its answer, and comes
    there where the commit waits for a standby. If that wait is cancelled, PostgreSQL answers as if nothing were wrong.
    """
    warnings: list[str] = []

    def note(_: object, message: Any) -> None:  # noqa: ANN401 - the same
        warnings.append(message.server_source_function)

    driver.add_log_listener(note)
    try:
        yield
    except asyncpg.PostgresError as failure:
        if failure.severity_en == "ERROR":
            raise
        raise OutcomeUnknown from failure
    except (OSError, TimeoutError, asyncpg.InternalClientError) as failure:
        raise OutcomeUnknown from failure
    finally:
        with suppress(asyncpg.InterfaceError):  # it is closed
            driver.remove_log_listener(note)
    if _WAITS_FOR_STANDBYS in warnings:
        raise OutcomeUnknown
