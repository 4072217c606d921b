"""The way to PostgreSQL: pools of connections, the same for a whole process."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from time import monotonic
from typing import Any, Final

import asyncpg
from sqlalchemy import Executable
from sqlalchemy.engine import URL, make_url

from adapters.postgres.kernel.coalescing import Coalescer, Got, Want
from adapters.postgres.kernel.connection import Connection, Row
from adapters.postgres.kernel.deadline import SECONDS, in_time
from adapters.postgres.kernel.outages import committing, outages, reading
from adapters.postgres.kernel.pool import Pool
from adapters.postgres.kernel.session_settings import PLANNED_ANEW, PLANNED_ONCE, SESSION
from adapters.postgres.kernel.statements import NOTHING, Parameters
from adapters.postgres.kernel.watching import Watch
from domain.kernel.errors import OutcomeUnknown, Unavailable

_CONNECT_SECONDS: Final = 3.0
_SHARED: Final = 2
"""Connections for what is done together: one batch is out at a time, and one connection may be on its way out."""
_SEARCHING: Final = 2
"""Connections for searches: a few at once are slow, and leave the others to the orders."""
Statement = tuple[Executable, Parameters]


def driver_url(database_url: str) -> str:
    """Return an address as asyncpg wants it: postgresql://, whatever dialect it names."""
    return _url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)


def asyncpg_url(database_url: str) -> URL:
    """Return a postgresql:// or postgres:// address as SQLAlchemy wants it for asyncpg."""
    return _url(database_url).set(drivername="postgresql+asyncpg")


class Database:
    """Pools of connections: for what one caller does, for what several share, and for searches."""

    def __init__(self, database_url: str, *, connections: int = 10, watch: Watch | None = None) -> None:
        opened = partial(
            asyncpg.create_pool,
            driver_url(database_url),
            min_size=0,
            max_inactive_connection_lifetime=0,
            timeout=_CONNECT_SECONDS,
            record_class=Row,
            init=self.connected,
            reset=_leave_as_it_is,
        )
        lent = watch.connections if watch else None
        self._pool = Pool(partial(opened, max_size=connections, server_settings=SESSION), lent)
        self._shared = Pool(partial(opened, max_size=_SHARED, server_settings=SESSION | PLANNED_ONCE), lent)
        self._searching = Pool(partial(opened, max_size=_SEARCHING, server_settings=SESSION | PLANNED_ANEW), lent)
        self._watch = watch
        self._turn = asyncio.Lock()
        self._walking = asyncio.Lock()
        self._coalescers: dict[object, Coalescer[Any, Any]] = {}

    async def connected(self, driver: Any) -> None:  # noqa: ANN401 - generic only in its stubs
        """Prepare a new connection."""

    def together(
        self,
        run: Callable[["Database", Sequence[Want]], Awaitable[Sequence[Got | Exception]]],
        *,
        unanswered: type[Unavailable] = Unavailable,
    ) -> Callable[[Want], Coroutine[Any, Any, Got]]:
        """Return a way to have `run` do what is wanted, together with whoever wants the same kind of thing now.

        Whoever is in a batch that hangs is told `unanswered`.
        """
        if run not in self._coalescers:
            watch = partial(self._watch.batch, run.__qualname__) if self._watch else None
            self._coalescers[run] = Coalescer[Any, Any](
                partial(run, self), turn=self._turn, watch=watch, unanswered=unanswered
            )
        return self._coalescers[run]

    async def fetch(
        self, statement: Executable, parameters: Parameters = NOTHING, *, planned_anew: bool = False
    ) -> Sequence[Row]:
        """Return the rows of one statement, or raise `Unavailable`, after `SECONDS` at most.

        Searches are planned anew each time: the best plan for what is rare is a bad one for what is frequent.
        """
        with reading():
            return await _fetch(self._searching if planned_anew else self._pool, statement, parameters)

    async def walk(self, statement: Executable, parameters: Parameters) -> Sequence[Row]:
        """Return the rows of a search as `fetch` does, where no index helps.

        One such search goes on at a time, and the others wait for it: those that are quick go past them.
        """
        return await in_time(self._walk(statement, parameters))

    async def _walk(self, statement: Executable, parameters: Parameters) -> Sequence[Row]:
        async with self._walking:
            return await self.fetch(statement, parameters, planned_anew=True)

    async def fetch_for_all(self, statement: Executable, parameters: Parameters) -> Sequence[Row]:
        """Return the rows of one statement as `fetch` does, but by a plan made once for any parameters.

        That is for statements that take arrays, short or long: to plan them costs more than to run them.
        """
        with reading():
            return await _fetch(self._shared, statement, parameters)

    async def write_for_all(self, statement: Executable, parameters: Parameters) -> Sequence[Row]:
        """Return the rows of one statement that writes and commits by itself, planned as `fetch_for_all` does.

        Raises `Busy` and `Unavailable` where nothing was done, `OutcomeUnknown` where that is not certain.
        """
        return await _fetch(self._shared, statement, parameters, commits=True)

    async def change(self, work: Callable[[Connection], Awaitable[Got]]) -> Got:
        """Return what `work` returns, done in a transaction, once that is committed. Raises as `write_for_all` does."""
        sent = False

        async def whole() -> Got:
            nonlocal sent
            async with self._driver() as driver:
                transaction = driver.transaction()
                await transaction.start()
                try:
                    got = await work(Connection(driver))
                except BaseException:
                    await transaction.rollback()
                    raise
                sent = True
                with committing(driver):
                    await transaction.commit()
                return got

        return await in_time(whole(), late=lambda: OutcomeUnknown() if sent else Unavailable())

    async def fetch_each(self, several: Sequence[Statement]) -> Sequence[Sequence[Row]]:
        """Return the rows of each statement as `fetch` does, all of them as of one moment."""
        if len(several) == 1:
            return [await self.fetch(*several[0])]
        with reading():
            return await in_time(self._fetch_as_of_now(several))

    async def _fetch_as_of_now(self, several: Sequence[Statement]) -> Sequence[Sequence[Row]]:
        async with self._driver() as driver, driver.transaction(isolation="repeatable_read", readonly=True):
            return [await Connection(driver).fetch(*statement) for statement in several]

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[Connection]:
        """Lend a connection on which every statement commits by itself, or raise `Unavailable`."""
        async with self._driver() as driver:
            yield Connection(driver)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Connection]:
        """Open a transaction that commits at the end, or raise `Unavailable`."""
        async with self._driver() as driver, driver.transaction():
            yield Connection(driver)

    @asynccontextmanager
    async def _driver(self) -> AsyncGenerator[Any]:
        with outages():
            async with self._pool.connection() as driver:
                yield driver

    async def close(self) -> None:
        """Finish what is waiting, then close every connection."""
        for coalescer in self._coalescers.values():
            await coalescer.close()
        for pool in (self._shared, self._searching, self._pool):
            with outages():
                await asyncio.wait_for(pool.close(), SECONDS)


async def _fetch(pool: Pool, statement: Executable, parameters: Parameters, *, commits: bool = False) -> Sequence[Row]:
    until = monotonic() + SECONDS
    with outages():
        driver = await pool.borrow()
        try:
            with committing(driver) if commits else nullcontext():
                rows = await Connection(driver).fetch(statement, parameters, seconds=until - monotonic())
        except BaseException:
            pool.give_up(driver)
            raise
        pool.give_back(driver)
        return rows


async def _leave_as_it_is(_driver: object) -> None:
    # Whoever sets session state resets it, so none is left: asyncpg would ask the server to, after every statement.
    pass


def _url(database_url: str) -> URL:
    return make_url(database_url.replace("postgres://", "postgresql://", 1))
