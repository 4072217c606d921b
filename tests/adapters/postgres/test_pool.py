"""Connections at hand: lent again and again, replaced when they are lost, shared where there are few, given back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from itertools import count

import asyncpg
import pytest
import structlog
from sqlalchemy import literal_column, select
from structlog.testing import capture_logs

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.pool import Pool
from adapters.postgres.kernel.route import Route
from adapters.postgres.kernel.sharing import Purpose
from adapters.postgres.kernel.watching import Watch
from domain.kernel.errors import Unavailable
from tests.database import ask

NUMBERS = count()
ONE = select(literal_column("1"))
SLOW = select(literal_column("pg_sleep(0.2)"))


class Lent(Watch):
    """Adds up how many connections are lent."""

    def __init__(self) -> None:
        self.now = self.most = 0

    def batch(self, what: str, size: int, waited: float) -> None:
        """Hear of a batch."""

    def connections(self, more: int) -> None:
        self.now += more
        self.most = max(self.most, self.now)


@pytest.fixture
def purpose() -> Purpose:
    """What two connections are for."""
    return Purpose({}, 2)


@pytest.fixture
async def pool(clean_database: str, purpose: Purpose) -> AsyncIterator[Pool]:
    """A pool of two connections."""
    pool = Pool(Route(read_address(clean_database)).connect, [purpose])
    yield pool
    await pool.close()


@pytest.fixture
def limited(clean_database: str) -> Iterator[Callable[[int], str]]:
    """A way to log in as somebody who may have so many connections at most."""
    role = f"limited_{next(NUMBERS)}"
    _ = asyncio.run(ask(clean_database, f"CREATE ROLE {role} LOGIN"))

    def address(connections: int) -> str:
        _ = asyncio.run(ask(clean_database, f"ALTER ROLE {role} CONNECTION LIMIT {connections}"))
        return clean_database.replace("postgres@", f"{role}@")

    yield address
    _ = asyncio.run(ask(clean_database, f"DROP ROLE {role}"))


async def backend(pool: Pool, purpose: Purpose) -> int:
    async with pool.connection(purpose) as driver:
        return await driver.fetchval("SELECT pg_backend_pid()")


async def test_a_connection_is_lent_again(pool: Pool, purpose: Purpose) -> None:
    assert len({await backend(pool, purpose) for _ in range(5)}) == 1


async def test_a_connection_that_was_lost_is_replaced(pool: Pool, purpose: Purpose) -> None:
    async with pool.connection(purpose) as driver:
        lost = await driver.fetchval("SELECT pg_backend_pid()")
        async with pool.connection(purpose) as other:
            assert await other.fetchval("SELECT pg_terminate_backend($1, 5000)", lost)
        await asyncio.sleep(0.05)
    assert {await backend(pool, purpose), await backend(pool, purpose)}.isdisjoint({lost})


async def test_a_refusal_leaves_the_connection_fit_to_be_lent(pool: Pool, purpose: Purpose) -> None:
    before = await backend(pool, purpose)
    with pytest.raises(asyncpg.DivisionByZeroError):
        async with pool.connection(purpose) as driver:
            _ = await driver.fetchval("SELECT 1 / 0")
    assert await backend(pool, purpose) == before


async def test_who_went_away_leaves_no_connection_behind(pool: Pool, purpose: Purpose) -> None:
    async def sleep() -> None:
        async with pool.connection(purpose) as driver:
            _ = await driver.fetchval("SELECT pg_sleep(60)")

    for _ in range(3):  # more often than there are connections
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(sleep(), 0.05)
    assert await backend(pool, purpose)


async def test_what_nobody_waits_for_any_more_is_cancelled(pool: Pool, purpose: Purpose, clean_database: str) -> None:
    async def sleep() -> None:
        async with pool.connection(purpose) as driver:
            _ = await driver.fetchval("SELECT 'left alone', pg_sleep(60)")

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(sleep(), 0.1)
    await asyncio.sleep(0.3)
    asked = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%left alone%' AND pid <> pg_backend_pid()"
    assert await ask(clean_database, asked) == [(0,)]


async def test_who_waits_while_all_are_lent_gets_the_first_that_comes_back(pool: Pool, purpose: Purpose) -> None:
    backends = await asyncio.gather(*(backend(pool, purpose) for _ in range(20)))
    assert len(set(backends)) == 2


async def test_who_stops_waiting_takes_nothing_along(pool: Pool, purpose: Purpose) -> None:
    async with pool.connection(purpose), pool.connection(purpose):
        waiting = [asyncio.create_task(backend(pool, purpose)) for _ in range(6)]
        await asyncio.sleep(0)
        for task in waiting[::2]:
            _ = task.cancel()
    assert len(await asyncio.gather(*waiting[1::2])) == 3
    assert len({await backend(pool, purpose), await backend(pool, purpose)}) == 1


async def test_whoever_watches_hears_of_the_connections_for_every_purpose(clean_database: str) -> None:
    lent = Lent()
    database = Database(clean_database, watch=lent)
    async with database.connection():
        for fetch in (database.fetch, database.fetch_batch, partial(database.fetch, custom_plan=True)):
            _ = await fetch(ONE, {})
        assert lent.now == 1
    assert (lent.now, lent.most) == (0, 2)
    await database.close()


@pytest.mark.parametrize(("connections", "processes"), [(20, 2), (5, 2), (3, 2), (2, 2), (1, 1)])
def test_fewer_connections_than_it_likes_are_shared(
    limited: Callable[[int], str], connections: int, processes: int
) -> None:
    async def burst(database: Database) -> None:
        kinds: list[Callable[..., Awaitable[object]]] = [
            database.fetch,
            database.fetch_batch,
            partial(database.fetch, custom_plan=True),
        ]
        _ = await asyncio.gather(*(kind(ONE, {}) for kind in kinds * 20))
        for kind in kinds * 2:  # and one after the other, while the others rest
            _ = await kind(ONE, {})

    async def all_of_them(address: str) -> None:
        several = [Database(address, processes=processes) for _ in range(processes)]
        for _ in range(3):
            _ = await asyncio.gather(*map(burst, several))
        _ = await asyncio.gather(*(each.close() for each in several))

    asyncio.run(all_of_them(limited(connections)))


def test_where_others_took_them_it_waits_for_one_and_says_why_once(limited: Callable[[int], str]) -> None:
    async def wait(address: str) -> list[object]:
        taken = [await asyncpg.connect(address) for _ in range(2)]
        database = Database(address)
        with pytest.raises(Unavailable):
            _ = await asyncio.gather(*(database.fetch(ONE) for _ in range(10)))
        waiting = [asyncio.create_task(database.fetch(ONE)) for _ in range(10)]
        await asyncio.sleep(0.3)
        await taken[0].close()
        found = await asyncio.gather(*waiting)
        await taken[1].close()
        await database.close()
        return list(found)

    structlog.reset_defaults()  # an application that another test made may keep warnings to itself
    with capture_logs() as logs:
        found = asyncio.run(wait(limited(2)))
    assert len(found) == 10
    (told,) = [entry for entry in logs if entry["event"] == "the database gives no connection"]
    assert told["reason"].startswith("too many connections for role")


def test_a_search_that_takes_long_leaves_a_connection_to_the_orders(limited: Callable[[int], str]) -> None:
    async def search(address: str) -> float:
        database = Database(address)
        _ = await asyncio.gather(*(database.fetch(ONE, custom_plan=True) for _ in range(10)))
        searches = [asyncio.create_task(database.fetch(SLOW, custom_plan=True)) for _ in range(20)]
        loop = asyncio.get_running_loop()
        started = loop.time()
        _ = await database.fetch_batch(ONE, {})
        took = loop.time() - started
        for task in searches:
            _ = task.cancel()
        _ = await asyncio.gather(*searches, return_exceptions=True)
        await database.close()
        return took

    assert asyncio.run(search(limited(3))) < 0.15


async def test_settings_are_those_of_the_purpose_whoever_had_the_connection(limited: Callable[[int], str]) -> None:
    database = Database(await asyncio.to_thread(limited, 2))  # which leaves one, shared by all
    settings = ("plan_cache_mode", "enable_seqscan", "max_parallel_workers_per_gather", "lock_timeout")
    show = select(*(literal_column(f"current_setting('{name}')") for name in settings))
    for _ in range(3):
        assert tuple((await database.fetch(show))[0]) == ("auto", "on", "0", "1s")
        assert tuple((await database.fetch(show, custom_plan=True))[0]) == ("force_custom_plan", "on", "2", "1s")
        assert tuple((await database.fetch_batch(show, {}))[0]) == ("force_generic_plan", "off", "0", "1s")
    await database.close()


async def test_what_is_not_used_is_given_back(clean_database: str, purpose: Purpose) -> None:
    pool = Pool(Route(read_address(clean_database)).connect, [purpose], idle_seconds=0.0)
    _ = await asyncio.gather(*(backend(pool, purpose) for _ in range(5)))
    assert purpose.open == 2
    await asyncio.sleep(1.2)
    assert purpose.open == 0
    assert await backend(pool, purpose)
    await pool.close()
