"""Several hosts: whoever leads is found, in time, and nobody goes back to one that another has taken over from."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import upgrade
from adapters.postgres.kernel.readiness import PostgresReadiness
from adapters.postgres.kernel.timelines import Timelines
from domain.kernel.errors import Unavailable
from tests.replication import Pair, Server

WHO = text("SELECT current_setting('cluster_name')")
PATIENCE = 15.0


@asynccontextmanager
async def opened(url: str, file: Path | None = None) -> AsyncGenerator[Database]:
    database = Database(url, timelines=Timelines(file))
    try:
        yield database
    finally:
        await database.close()


async def leader(database: Database) -> str:
    return (await database.fetch(WHO))[0][0]


async def until(work: Callable[[], Awaitable[object]]) -> float:
    """Try until it works, and return how many seconds that took."""
    started = time.monotonic()
    while True:
        try:
            _ = await work()
        except Unavailable:
            assert time.monotonic() - started < PATIENCE
            await asyncio.sleep(0.05)
        else:
            return time.monotonic() - started


async def missing(url: str, file: Path | None = None) -> list[str]:
    async with opened(url, file) as database:
        return list(await PostgresReadiness(database).missing())


def swapped(pair: Pair) -> str:
    first, _, hosts = pair.url().partition("host=")
    return f"{first}host={','.join(reversed(hosts.split(',')))}&target_session_attrs=read-write"


async def of(server: Server) -> str:
    async with opened(server.url()) as database:
        return await leader(database)


async def test_whoever_leads_is_found_wherever_it_is_named(pair: Pair) -> None:
    first = await of(pair.first)
    for url in (pair.url(), swapped(pair)):
        async with opened(url) as database:
            assert await leader(database) == first
    with pytest.raises(Unavailable):
        _ = await of(pair.second)
    assert await missing(pair.second.url()) == ["The database is read-only"]


async def test_a_frozen_leader_is_left_for_the_one_that_was_promoted(pair: Pair, tmp_path: Path) -> None:
    url, file = pair.url(), tmp_path / "kept" / "timelines"
    first = await of(pair.first)
    async with opened(url, file) as database, opened(url, file) as neighbour:
        _ = await asyncio.gather(*(leader(each) for each in (database, neighbour) * 5))
        await asyncio.to_thread(pair.first.freeze)
        await asyncio.to_thread(pair.second.promote)
        assert await until(lambda: leader(database)) < 8
        assert await leader(database) != first
        # It has the frozen one's connections still, and knows from the other that nobody is to use them.
        started = time.monotonic()
        assert await leader(neighbour) != first
        assert time.monotonic() - started < 2

        await asyncio.to_thread(pair.first.thaw)
        for _ in range(5):
            led = await asyncio.gather(*(leader(each) for each in (database, neighbour) * 10))
            assert first not in led

    # A program that starts anew is not taken in either, whichever it asks first, nor where it can ask no other.
    for started in (url, swapped(pair)):
        async with opened(started) as afresh:
            assert await leader(afresh) != first
    overtaken = "The database is one that another has taken over from: its timeline is an older one"
    assert await missing(pair.first.url(), file) == [overtaken]
    with pytest.raises(ConnectionError, match="taken over"):
        await asyncio.to_thread(upgrade, pair.first.url(), timelines=Timelines(file))


async def test_a_killed_leader_is_left_too_and_does_not_come_back_as_one(pair: Pair, tmp_path: Path) -> None:
    first = await of(pair.first)
    async with opened(pair.url(), tmp_path / "timelines") as database:
        assert await leader(database) == first
        await asyncio.to_thread(pair.first.kill)
        await asyncio.to_thread(pair.second.promote)
        assert await until(lambda: leader(database)) < 2
        await asyncio.to_thread(pair.first.start)  # it leads, for all it knows
        await asyncio.to_thread(pair.second.freeze)
        with pytest.raises(Unavailable):
            _ = await asyncio.gather(*(leader(database) for _ in range(3)))
        await asyncio.to_thread(pair.second.thaw)
        assert await until(lambda: leader(database)) < 5
        assert await leader(database) != first
