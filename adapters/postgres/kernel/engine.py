"""A process's connections to PostgreSQL, and how statements are run on them."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, nullcontext
from time import monotonic
from typing import Any, Final, Literal

from sqlalchemy import Executable

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.coalescers import Coalescers
from adapters.postgres.kernel.coalescing import Item, Result
from adapters.postgres.kernel.connection import Connection, Row
from adapters.postgres.kernel.deadline import SECONDS, in_time
from adapters.postgres.kernel.driver import Driver
from adapters.postgres.kernel.outages import committing, outages, reading
from adapters.postgres.kernel.pool import Pool
from adapters.postgres.kernel.route import Route
from adapters.postgres.kernel.session_settings import CUSTOM_PLAN, GENERIC_PLAN, SESSION
from adapters.postgres.kernel.sharing import Purpose
from adapters.postgres.kernel.statements import NOTHING, Parameters
from adapters.postgres.kernel.timelines import Timelines
from adapters.postgres.kernel.watching import Watch
from domain.kernel.errors import OutcomeUnknown, Unavailable

_SHARED: Final = 2
"""Connections for batches: one runs at a time, while a broken connection may still be closing."""
_SEARCHING: Final = 2
"""Connections for searches: few, so that slow searches leave the other connections to orders."""
Statement = tuple[Executable, Parameters]
Isolation = Literal["repeatable_read"]


class Database:
    """Runs statements on connections of three purposes: for single callers, for batches, and for searches."""

    def __init__(
        self,
        database_url: str,
        *,
        connections: int = 10,
        watch: Watch | None = None,
        timelines: Timelines | None = None,
        processes: int = 1,
    ) -> None:
        """Use up to `connections`, or the share of one of `processes` where the server allows fewer.

        `timelines` remembers the newest timeline of each server, so that one that was replaced is not written to.
        """
        self._route = Route(read_address(database_url), timelines)
        self.timelines: Final = self._route.timelines
        self._alone = Purpose(SESSION, connections)
        self._shared = Purpose(SESSION | GENERIC_PLAN, _SHARED, keeps=1)
        self._searching = Purpose(SESSION | CUSTOM_PLAN, _SEARCHING)
        self._pool = Pool(
            self._connect,
            (self._alone, self._shared, self._searching),
            timelines=self.timelines,
            processes=processes,
            watch=watch.connections if watch else None,
            seeks=self._route.has_several,
        )
        self._scanning = asyncio.Lock()
        self._coalescers = Coalescers(watch)
        self.distributed: bool | None = None
        """Whether the tables are distributed by Citus; None until the first connection is open."""

    async def _connect(self, settings: dict[str, str]) -> Driver:
        driver = await self._route.connect(settings)
        self.distributed = driver.distributed
        await self.connected(driver)
        return driver

    async def connected(self, driver: Driver) -> None:
        """Prepare a new connection; tests override it to watch what is run."""

    def coalesced(
        self,
        run: Callable[["Database", Sequence[Item]], Awaitable[Sequence[Result | Exception]]],
        *,
        restaurant: Callable[[Item], object],
        unanswered: type[Unavailable] = Unavailable,
    ) -> Callable[[Item], Coroutine[Any, Any, Result]]:
        """Return the coalescer of `run`, made at its first call: an item given to it runs in a batch with others'.

        A batch is of one `restaurant`, unless it is known that no tables are distributed. Callers whose batch does not
        end in time get `unanswered`.
        """
        return self._coalescers.of(
            run, self, alike=lambda item: self.distributed is not False and restaurant(item), unanswered=unanswered
        )

    async def fetch(
        self, statement: Executable, parameters: Parameters = NOTHING, *, custom_plan: bool = False
    ) -> Sequence[Row]:
        """Return the rows of one statement, or raise `Unavailable`, after `SECONDS` at most.

        With `custom_plan` PostgreSQL plans for these parameters each time, as a search needs: the best plan for a rare
        word is a bad one for a frequent one.
        """
        with reading():
            return await self._fetch(self._searching if custom_plan else self._alone, statement, parameters)

    async def scan(self, statement: Executable, parameters: Parameters) -> Sequence[Row]:
        """Return the rows of a search as `fetch` does, where no index helps and a whole table may be read.

        One runs at a time in a process, the others wait for it: so it never takes both connections for searches.
        """
        return await in_time(self._scan(statement, parameters))

    async def _scan(self, statement: Executable, parameters: Parameters) -> Sequence[Row]:
        async with self._scanning:
            return await self.fetch(statement, parameters, custom_plan=True)

    async def fetch_batch(self, statement: Executable, parameters: Parameters) -> Sequence[Row]:
        """Return the rows of one statement as `fetch` does, by a generic plan on the connection of batches.

        That is for statements whose parameters are arrays of any length: planning them costs more than running them.
        """
        with reading():
            return await self._fetch(self._shared, statement, parameters)

    async def write_batch(self, statement: Executable, parameters: Parameters) -> Sequence[Row]:
        """Return the rows of one statement that writes and commits by itself, run as `fetch_batch` does.

        Raises `Busy` and `Unavailable` where nothing was done, `OutcomeUnknown` where that is not certain.
        """
        return await self._fetch(self._shared, statement, parameters, commits=True)

    async def change(self, work: Callable[[Connection], Awaitable[Result]]) -> Result:
        """Run `work` in a transaction and return its result once that is committed. Raises as `write_batch` does."""
        sent = False

        async def whole() -> Result:
            nonlocal sent
            async with self.transaction() as connection:
                got = await work(connection)
                sent = True
            return got

        return await in_time(whole(), late=lambda: OutcomeUnknown() if sent else Unavailable())

    async def fetch_in_snapshot(self, several: Sequence[Statement]) -> Sequence[Sequence[Row]]:
        """Return the rows of each statement as `fetch` does, all of them of one snapshot."""
        if len(several) == 1:
            return [await self.fetch(*several[0])]
        with reading():
            return await in_time(self._fetch_repeatable(several))

    async def _fetch_repeatable(self, several: Sequence[Statement]) -> Sequence[Sequence[Row]]:
        async with self._driver() as driver, driver.transaction(isolation="repeatable_read", readonly=True):
            return [await Connection(driver).fetch(*statement) for statement in several]

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[Connection]:
        """Lend a connection on which every statement commits by itself, or raise `Unavailable`."""
        async with self._driver() as driver:
            yield Connection(driver)

    @asynccontextmanager
    async def transaction(self, *, isolation: Isolation | None = None) -> AsyncGenerator[Connection]:
        """Open a transaction that commits at the end. Raises as `write_batch` does."""
        async with self._driver() as driver:
            transaction = driver.transaction(isolation=isolation)
            await transaction.start()
            try:
                yield Connection(driver)
            except BaseException:
                await transaction.rollback()
                raise
            with committing(driver):
                await transaction.commit()

    @asynccontextmanager
    async def _driver(self) -> AsyncGenerator[Any]:
        with outages():
            async with self._pool.connection(self._alone) as driver:
                yield driver

    async def _fetch(
        self, purpose: Purpose, statement: Executable, parameters: Parameters, *, commits: bool = False
    ) -> Sequence[Row]:
        until = monotonic() + SECONDS
        with outages():
            driver = await self._pool.borrow(purpose)
            try:
                with committing(driver) if commits else nullcontext():
                    rows = await Connection(driver).fetch(statement, parameters, seconds=until - monotonic())
            except BaseException as error:
                self._pool.give_up(driver, error)
                raise
            self._pool.give_back(driver)
            return rows

    async def close(self) -> None:
        """Finish the batches that wait, then close every connection."""
        await self._coalescers.close()
        with outages():
            await asyncio.wait_for(self._pool.close(), SECONDS)
