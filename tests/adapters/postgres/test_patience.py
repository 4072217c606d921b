"""Work that nobody stands and waits for: it has time while somebody else holds a lock it wants."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from adapters.postgres.ordering.loading import vacuum_and_analyze
from tests.contracts.worlds import OnPostgres, open_both

LONGER_THAN_A_REQUEST_WAITS = 1.5


@pytest.mark.parametrize(
    ("holding", "work"),
    [
        (
            "LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE",  # as VACUUM and ANALYZE do
            lambda world: vacuum_and_analyze(world.database),
        ),
        (
            "INSERT INTO product_counts SELECT id, 0 FROM restaurants",  # as another process does that rebuilds them
            lambda world: world.room().rollups.rebuild(),
        ),
    ],
    ids=["vacuuming", "rebuilding"],
)
async def test_it_waits_for_who_holds_the_lock(
    clean_database: str, holding: str, work: Callable[[OnPostgres], Awaitable[None]]
) -> None:
    world = OnPostgres(clean_database)
    _ = await open_both(world)
    other: Any = await asyncpg.connect(clean_database)
    transaction = other.transaction()
    await transaction.start()
    await other.execute(holding)

    working = asyncio.ensure_future(work(world))
    await asyncio.sleep(LONGER_THAN_A_REQUEST_WAITS)
    assert not working.done()
    await transaction.rollback()
    await working

    await other.close()
    await world.close()
