"""The contract of `Readiness`."""

import pytest

from application.kernel.readiness import DESERTED
from tests.contracts.worlds import OnPostgres, World, a_restaurant, open_both


async def test_nothing_is_missing_when_all_is_well(world: World) -> None:
    assert list(await world.room().readiness.missing()) == []


async def test_without_a_restaurant_nothing_is_ready(empty_world: World) -> None:
    room = empty_world.room()
    assert list(await room.readiness.missing()) == [DESERTED]
    await room.work.commit(None, room.restaurants.add(a_restaurant()))
    assert list(await room.readiness.missing()) == []


@pytest.fixture
async def served(clean_database: str) -> str:
    """Return the address of a database with restaurants."""
    world = OnPostgres(clean_database)
    _ = await open_both(world)
    await world.close()
    return clean_database


async def test_a_database_that_is_not_there_is_said_not_raised() -> None:
    world = OnPostgres("postgresql://postgres@/orders?host=%2Fnowhere")
    assert list(await world.room().readiness.missing()) == ["The database cannot be reached"]
    await world.close()


@pytest.mark.parametrize("setting", ["off", "local", "remote_write"])
async def test_a_database_that_acknowledges_before_it_keeps_is_not_ready(served: str, setting: str) -> None:
    world = OnPostgres(f"{served}&options=-c%20synchronous_commit%3D{setting}")
    (missing,) = await world.room().readiness.missing()
    await world.close()
    assert missing.startswith("synchronous_commit is not on")


async def test_a_database_that_acknowledges_what_standbys_show_already_is_ready(served: str) -> None:
    world = OnPostgres(f"{served}&options=-c%20synchronous_commit%3Dremote_apply")
    assert list(await world.room().readiness.missing()) == []
    await world.close()


async def test_a_database_that_cannot_be_written_to_is_not_ready(served: str) -> None:
    world = OnPostgres(f"{served}&options=-c%20default_transaction_read_only%3Don")
    assert list(await world.room().readiness.missing()) == ["The database is read-only"]
    await world.close()
