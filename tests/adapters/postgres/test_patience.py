"""Work that nobody stands and waits for: it has time while PostgreSQL tidies up, whose vacuum holds a lock it wants."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from adapters.postgres.ordering.loading import vacuum_and_analyze
from tests.contracts.worlds import OnPostgres

LONGER_THAN_A_REQUEST_WAITS = 1.5


@pytest.mark.parametrize(
    ("table", "work"),
    [
        ("orders", lambda world: vacuum_and_analyze(world.database)),
        ("sales_by_hour", lambda world: world.room().rollups.rebuild()),
    ],
)
async def test_it_waits_for_a_vacuum(
    clean_database: str, table: str, work: Callable[[OnPostgres], Awaitable[None]]
) -> None:
    world = OnPostgres(clean_database)
    vacuum: Any = await asyncpg.connect(clean_database)
    transaction = vacuum.transaction()
    await transaction.start()
    await vacuum.execute(f"LOCK TABLE {table} IN SHARE UPDATE EXCLUSIVE MODE")

    working = asyncio.ensure_future(work(world))
    await asyncio.sleep(LONGER_THAN_A_REQUEST_WAITS)
    assert not working.done()
    await transaction.rollback()
    await working

    await vacuum.close()
    await world.close()
