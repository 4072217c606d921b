"""What every race can ask for: both restaurants on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from tests.contracts.worlds import OnPostgres, open_both


@pytest.fixture
async def world(clean_database: str) -> AsyncIterator[OnPostgres]:
    """Our restaurant and the one next door, in a clean database."""
    world = OnPostgres(clean_database)
    _ = await open_both(world)
    yield world
    await world.close()
