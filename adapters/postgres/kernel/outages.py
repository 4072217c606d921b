"""PostgreSQL's and asyncpg's errors, translated into the refusals of the domain."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any, Final

import asyncpg

from domain.kernel.errors import Busy, OutcomeUnknown, Unavailable

_GAVE_WAY: Final = frozenset({"55P03", "40001", "40P01"})
"""SQLSTATEs of a lock timeout, a serialization failure and a deadlock: certainly nothing was done."""
_PASSING: Final = ("08", "28", "3D", "53", "57", "58", "25P03", "25P04", "25006")
"""Prefixes of SQLSTATEs of failures that end by themselves or by an operator's hand: connections, authorization,
catalogs, resources, operator intervention and system errors; idle and transaction timeouts; read-only transactions."""

_OUTAGES: Final = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that PostgreSQL has ended, and asyncpg does not know it yet
    asyncpg.InvalidCachedStatementError,  # the schema has changed
)
_WAITS_FOR_STANDBYS: Final = "SyncRepWaitForLSN"
"""The C function that warns when waiting for a standby is cancelled; the warning's text depends on `lc_messages`."""


@contextmanager
def outages() -> Generator[None]:
    """Raise `Busy` for lock timeouts, serialization failures and deadlocks, `Unavailable` for failures that pass."""
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
    """Raise `Unavailable` instead of `Busy`: a statement that only reads is in conflict with nobody."""
    try:
        yield
    except Busy as busy:
        raise Unavailable from busy


@contextmanager
def committing(driver: Any) -> Generator[None]:  # noqa: ANN401 - asyncpg's connections are generic only in its stubs
    """Raise `OutcomeUnknown` unless PostgreSQL says that the commit is durable, or that it was not done.

    An ERROR says that it was not done. A lost connection says nothing: the commit may be waiting for a synchronous
    standby. If that wait is cancelled, PostgreSQL reports success, with a warning that the commit may not be durable.
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
