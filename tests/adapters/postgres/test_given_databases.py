"""Tests on a database that is given to them: what it is is told, and one that may be somebody's is refused."""

import asyncio
from uuid import UUID

import asyncpg
import pytest

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import upgrade
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.kernel.waking import Waking
from adapters.postgres.restaurant.restaurants import PostgresRestaurants
from adapters.system.ids import TimeOrderedIds
from domain.kernel.ids import RestaurantId
from tests.citus.standing_in import owned, stand_in
from tests.contracts.worlds import OURS, a_restaurant
from tests.database import ask, empty
from tests.server import InUse, look, prepare


async def open_in(database_url: str, restaurant: UUID) -> None:
    database = Database(database_url)
    restaurants = PostgresRestaurants(database)
    await PostgresUnitOfWork(database, Waking()).commit(None, restaurants.add(a_restaurant(RestaurantId(restaurant))))
    await database.close()


def test_one_that_is_bare_or_empty_is_taken_and_told(bare_database: str) -> None:
    told = asyncio.run(look(bare_database))
    assert told.startswith("PostgreSQL 18")
    assert "(plain)" in told
    prepare(bare_database)
    assert asyncio.run(look(bare_database)) == told


def test_one_with_somebodys_restaurant_is_refused(bare_database: str) -> None:
    upgrade(bare_database)
    asyncio.run(open_in(bare_database, TimeOrderedIds().new()))
    with pytest.raises(InUse, match=r"^\w+ has restaurants in it, which tests would delete; .* drop it$"):
        _ = asyncio.run(look(bare_database))


def test_what_killed_tests_left_is_deleted_and_protects_nobodys_else(bare_database: str) -> None:
    upgrade(bare_database)
    asyncio.run(open_in(bare_database, OURS))
    assert asyncio.run(look(bare_database))
    asyncio.run(open_in(bare_database, TimeOrderedIds().new()))
    with pytest.raises(InUse):
        _ = asyncio.run(look(bare_database))
    asyncio.run(empty(bare_database))
    assert asyncio.run(look(bare_database))


async def test_one_that_somebody_is_connected_to_is_refused(bare_database: str) -> None:
    somebody = await asyncpg.connect(bare_database)
    with pytest.raises(InUse, match=r"^1 others are connected to \w+, which tests would empty$"):
        _ = await look(bare_database)
    await somebody.close()


def test_of_one_that_is_distributed_the_nodes_are_told_and_its_owner_empties_it(bare_database: str) -> None:
    with stand_in() as folder, owned(bare_database, folder) as owner:
        prepare(owner)
        assert "(Citus 14.0-1 with 2 nodes)" in asyncio.run(look(owner))
        asyncio.run(open_in(owner, OURS))
        asyncio.run(empty(owner))
        assert asyncio.run(ask(owner, "SELECT FROM restaurants")) == []
