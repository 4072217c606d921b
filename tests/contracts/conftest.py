"""All four worlds, one after the other: in memory and on PostgreSQL, without a twin restaurant and beside one."""

from collections.abc import AsyncIterator

import pytest

from tests.contracts.worlds import InMemory, OnPostgres, World, open_both


@pytest.fixture(params=["memory", "postgres"])
def kept(request: pytest.FixtureRequest) -> str:
    """Where things are kept: empty for memory, else the address of a clean database."""
    return request.getfixturevalue("clean_database") if request.param == "postgres" else ""


@pytest.fixture
async def empty_world(kept: str) -> AsyncIterator[World]:
    """A world without a restaurant."""
    world = OnPostgres(kept) if kept else InMemory()
    yield world
    await world.close()


@pytest.fixture
async def alone(empty_world: World) -> World:
    """A world with our restaurant and the one next door, for ports that are of no restaurant."""
    return await open_both(empty_world)


@pytest.fixture(params=["alone", "beside a twin"])
async def world(request: pytest.FixtureRequest, empty_world: World) -> World:
    """A world with our restaurant and the one next door; then one in which all of ours happens in a twin, too."""
    world = await open_both(empty_world)
    return world if request.param == "alone" else await world.with_twin()
