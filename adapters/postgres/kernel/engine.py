"""The way to PostgreSQL: one pool a process, and how its failures read."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Final

from sqlalchemy import Executable, Row
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.postgres.kernel.coalescing import Coalescer, Got, Want
from adapters.postgres.kernel.deadline import in_time
from domain.kernel.errors import Busy, Unavailable

Parameters = Mapping[str, object]

_CONNECT_SECONDS: Final = 3.0
_POOL_SECONDS: Final = 3.0
_SESSION: Final = {
    "application_name": "restaurant-orders",
    "timezone": "UTC",
    "jit": "off",
    "statement_timeout": "10s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
}
_LOCK_NOT_AVAILABLE: Final = "55P03"
_PASSING: Final = frozenset({"40001", "40P01", "53300", "57014", "57P01", "57P02", "57P03"})
"""SQLSTATEs of what goes by: serialization, deadlock, connections, time, a shutdown. All rolled back."""


def asyncpg_url(database_url: str) -> URL:
    """Return a postgresql:// or postgres:// address as SQLAlchemy wants it for asyncpg."""
    url = make_url(database_url.replace("postgres://", "postgresql://", 1))
    return url.set(drivername="postgresql+asyncpg")


class Database:
    """A pool of connections. Reads take one for a single statement; a unit of work takes one for its transaction."""

    def __init__(self, database_url: str, *, connections: int = 10) -> None:
        self.engine: AsyncEngine = create_async_engine(
            asyncpg_url(database_url),
            pool_size=connections,
            max_overflow=0,
            pool_timeout=_POOL_SECONDS,
            pool_use_lifo=True,
            connect_args={"timeout": _CONNECT_SECONDS, "server_settings": _SESSION},
        )
        self._reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._coalescers: dict[object, Coalescer[Any, Any]] = {}

    def together(
        self, run: Callable[["Database", Sequence[Want]], Awaitable[Sequence[Got]]]
    ) -> Callable[[Want], Awaitable[Got]]:
        """Return a way to have `run` do what is wanted, together with whoever wants the same kind of thing now."""
        if run not in self._coalescers:
            self._coalescers[run] = Coalescer[Any, Any](partial(run, self))
        return self._coalescers[run]

    async def fetch(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[Row[Any]]:
        """Return the rows of one statement, or raise `Unavailable`."""
        return await in_time(self._fetch(statement, parameters))

    async def _fetch(self, statement: Executable, parameters: Parameters | None) -> Sequence[Row[Any]]:
        async with _outages(), self._reading.connect() as connection:
            return (await connection.execute(statement, parameters)).all()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncConnection]:
        """Open a transaction that commits at the end, or raise `Unavailable`."""
        async with _outages(), self.engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Finish what is waiting, then close every connection."""
        for coalescer in self._coalescers.values():
            await coalescer.close()
        await self.engine.dispose()


@asynccontextmanager
async def _outages() -> AsyncGenerator[None]:
    try:
        yield
    except (PoolExhausted, OperationalError, InterfaceError, OSError, TimeoutError) as outage:
        raise Unavailable from outage
    except DBAPIError as failure:
        if getattr(failure.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            raise Busy from failure
        if failure.connection_invalidated or getattr(failure.orig, "sqlstate", None) in _PASSING:
            raise Unavailable from failure
        raise
