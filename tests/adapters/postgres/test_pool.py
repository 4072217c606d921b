"""Connections at hand: lent again and again, and replaced when they are lost."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import asyncpg
import pytest
from sqlalchemy import literal_column, select

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.pool import Pool
from adapters.postgres.kernel.watching import Watch


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
async def pool(clean_database: str) -> AsyncIterator[Pool]:
    """A pool of two connections."""
    pool = Pool(partial(asyncpg.create_pool, clean_database, min_size=0, max_size=2))
    yield pool
    await pool.close()


async def backend(pool: Pool) -> int:
    async with pool.connection() as driver:
        return await driver.fetchval("SELECT pg_backend_pid()")


async def test_a_connection_is_lent_again(pool: Pool) -> None:
    assert len({await backend(pool) for _ in range(5)}) == 1


async def test_a_connection_that_was_lost_is_replaced(pool: Pool) -> None:
    async with pool.connection() as driver:
        lost = await driver.fetchval("SELECT pg_backend_pid()")
        async with pool.connection() as other:
            assert await other.fetchval("SELECT pg_terminate_backend($1, 5000)", lost)
        await asyncio.sleep(0.05)
    assert {await backend(pool), await backend(pool)}.isdisjoint({lost})


async def test_a_refusal_leaves_the_connection_fit_to_be_lent(pool: Pool) -> None:
    with pytest.raises(asyncpg.DivisionByZeroError):
        async with pool.connection() as driver:
            _ = await driver.fetchval("SELECT 1 / 0")
    assert await backend(pool)


async def test_who_went_away_leaves_no_connection_behind(pool: Pool) -> None:
    async def sleep() -> None:
        async with pool.connection() as driver:
            _ = await driver.fetchval("SELECT pg_sleep(60)")

    for _ in range(3):  # more often than there are connections
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(sleep(), 0.05)
    assert await backend(pool)


async def test_who_waits_while_all_are_lent_gets_the_first_that_comes_back(pool: Pool) -> None:
    backends = await asyncio.gather(*(backend(pool) for _ in range(20)))
    assert len(set(backends)) == 2


async def test_whoever_watches_hears_of_the_connections_of_every_pool(clean_database: str) -> None:
    lent = Lent()
    database = Database(clean_database, watch=lent)
    async with database.connection():
        for fetch in (database.fetch, database.fetch_for_all, partial(database.fetch, planned_anew=True)):
            _ = await fetch(select(literal_column("1")), {})
        assert lent.now == 1
    assert (lent.now, lent.most) == (0, 2)
    await database.close()
