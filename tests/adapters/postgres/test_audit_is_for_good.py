"""The audit's table takes new rows only; one restaurant's may go as a whole, in a transaction that says so."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg
import pytest

from adapters.postgres.kernel.migrations import downgrade, upgrade
from tests.database import ask

OURS: Final = "00000000-0000-0000-0000-00000000000a"
NEXT_DOOR: Final = "00000000-0000-0000-0000-00000000000b"
ENTRIES: Final = "SELECT restaurant_id::text, number FROM audit ORDER BY restaurant_id, number"
ALL: Final = [(OURS, 1), (OURS, 2), (NEXT_DOOR, 1)]
OPEN: Final = """
    INSERT INTO restaurants (id, name, currency, time_zone, day_starts_at, slug, is_open, version)
    VALUES ($1::text::uuid, 'X', 'USD', 'UTC', '04:00', left(md5($1::text), 8), true, 1)
"""
WRITE: Final = """
    INSERT INTO audit (restaurant_id, number, at, happening, details, seal)
    VALUES ($1::text::uuid, $2, now(), 'signed_in', '{}', sha256(''))
"""
REFUSED: Final = "the table audit takes new rows only"


@pytest.fixture
def written(bare_database: str) -> str:
    """A database whose audit has two entries of ours and one of next door."""
    upgrade(bare_database)
    for restaurant in (OURS, NEXT_DOOR):
        _ = asyncio.run(ask(bare_database, OPEN, restaurant))
    for restaurant, number in ALL:
        _ = asyncio.run(ask(bare_database, WRITE, restaurant, number))
    return bare_database


@asynccontextmanager
async def forgetting(database_url: str, restaurant: str) -> AsyncGenerator[Any]:
    """A transaction that may forget a restaurant, on a connection of its own."""
    connection: Any = await asyncpg.connect(database_url)  # asyncpg comes without types
    try:
        async with connection.transaction():
            await connection.execute("SELECT set_config('orders.forgets', $1, true)", restaurant)
            yield connection
    finally:
        await connection.close()


@pytest.mark.parametrize("change", ["UPDATE audit SET details = ''", "DELETE FROM audit"])
async def test_entries_are_for_good(written: str, change: str) -> None:
    with pytest.raises(asyncpg.RaiseError, match=REFUSED):
        _ = await ask(written, change)
    assert await ask(written, ENTRIES) == ALL


async def test_a_restaurant_that_is_forgotten_takes_its_entries_along(written: str) -> None:
    async with forgetting(written, OURS) as connection:
        assert await connection.execute("DELETE FROM audit WHERE restaurant_id = $1", OURS) == "DELETE 2"
    assert await ask(written, ENTRIES) == [(NEXT_DOOR, 1)]


@pytest.mark.parametrize(
    "change",
    [
        f"DELETE FROM audit WHERE restaurant_id = '{NEXT_DOOR}'",  # noqa: S608 - a constant
        "DELETE FROM audit",
        f"UPDATE audit SET details = '' WHERE restaurant_id = '{OURS}'",  # noqa: S608 - a constant
    ],
)
async def test_who_forgets_one_restaurant_does_nothing_else(written: str, change: str) -> None:
    with pytest.raises(asyncpg.RaiseError, match=REFUSED):
        async with forgetting(written, OURS) as connection:
            await connection.execute(change)
    assert await ask(written, ENTRIES) == ALL


async def test_the_opening_ends_with_the_transaction(written: str) -> None:
    connection: Any = await asyncpg.connect(written)  # asyncpg comes without types
    try:
        async with connection.transaction():
            await connection.execute("SELECT set_config('orders.forgets', $1, true)", OURS)
        with pytest.raises(asyncpg.RaiseError, match=REFUSED):
            await connection.execute("DELETE FROM audit WHERE restaurant_id = $1", OURS)
    finally:
        await connection.close()
    assert await ask(written, ENTRIES) == ALL


async def test_a_schema_of_before_has_no_opening(written: str) -> None:
    await asyncio.to_thread(downgrade, written, "9c40d5b7e3f1")
    with pytest.raises(asyncpg.RaiseError, match=REFUSED):
        async with forgetting(written, OURS) as connection:
            await connection.execute("DELETE FROM audit WHERE restaurant_id = $1", OURS)
