"""Statistics that follow the tables: looked at again once there is twice as much, or half."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import upgrade
from adapters.postgres.kernel.statistics import PostgresStatistics
from tests.database import ask

FILL = """
    INSERT INTO restaurants (id, name, currency, time_zone, day_starts_at, slug, is_open, version)
    SELECT md5(n::text)::uuid, 'Trattoria ' || n, 'USD', 'UTC', '00:00', 't-' || n, true, 1
    FROM generate_series({first}, {last}) n
"""

LEAVE_299 = "DELETE FROM restaurants WHERE id IN (SELECT md5(n::text)::uuid FROM generate_series(300, 1200) n)"


@pytest.fixture
async def database(bare_database: str) -> AsyncIterator[Database]:
    await asyncio.to_thread(upgrade, bare_database)
    _ = await ask(bare_database, "ALTER TABLE restaurants SET (autovacuum_enabled = off)")
    database = Database(bare_database)
    yield database
    await database.close()


async def until_told(bare_database: str, live: int) -> None:
    """Wait until whoever changed rows has told how many there are: that happens when a session has ended."""
    statement = "SELECT pg_stat_get_live_tuples('restaurants'::regclass)"
    async with asyncio.timeout(10):
        while await ask(bare_database, statement) != [(live,)]:  # noqa: ASYNC110 - nobody says when
            await asyncio.sleep(0.01)


async def test_a_new_table_is_left_alone_while_it_is_small(database: Database, bare_database: str) -> None:
    _ = await ask(bare_database, FILL.format(first=1, last=90))
    await until_told(bare_database, 90)
    assert await PostgresStatistics(database).refresh() == []
    assert await ask(bare_database, "SELECT reltuples FROM pg_class WHERE relname = 'restaurants'") == [(-1,)]


async def test_a_table_is_analyzed_when_it_has_doubled_and_when_it_has_halved(
    database: Database, bare_database: str
) -> None:
    statistics = PostgresStatistics(database)
    for statement, live, expected in [
        (FILL.format(first=1, last=500), 500, ["restaurants"]),
        (FILL.format(first=501, last=1000), 1000, []),
        (FILL.format(first=1001, last=1200), 1200, ["restaurants"]),
        (LEAVE_299, 299, ["restaurants"]),
    ]:
        _ = await ask(bare_database, statement)
        await until_told(bare_database, live)
        assert await statistics.refresh() == expected
        assert await statistics.refresh() == []


async def test_what_a_crash_made_the_counts_forget_is_seen_by_the_size_of_the_file(
    database: Database, bare_database: str
) -> None:
    _ = await ask(bare_database, FILL.format(first=1, last=5000))
    await until_told(bare_database, 5000)
    _ = await ask(bare_database, "SELECT pg_stat_reset()")
    assert await PostgresStatistics(database).refresh() == ["restaurants"]
