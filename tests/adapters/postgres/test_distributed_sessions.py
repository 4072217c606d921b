"""A database finds out, as it connects, whether Citus distributes its tables, and plans accordingly."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import upgrade
from adapters.postgres.kernel.route import Route
from adapters.postgres.kernel.session_settings import CUSTOM_PLAN, GENERIC_PLAN
from tests.citus.standing_in import create, distributed, stand_in


@pytest.fixture(scope="module")
def citus() -> Iterator[Path]:
    """The folder of the stand-in."""
    with stand_in() as folder:
        yield folder


async def _plans(database_url: str) -> tuple[bool | None, str, str]:
    database = Database(database_url)
    assert database.distributed is None
    showing = text("SHOW plan_cache_mode")
    ((batches,),) = await database.fetch_batch(showing, {})
    ((searches,),) = await database.fetch(showing, custom_plan=True)
    await database.close()
    return database.distributed, batches, searches


async def test_plans_are_generic_where_nothing_is_distributed(postgres_url: str) -> None:
    assert await _plans(postgres_url) == (False, "force_generic_plan", "force_custom_plan")


async def test_the_extension_alone_distributes_nothing(bare_database: str, citus: Path) -> None:
    await create(bare_database, citus)
    assert await _plans(bare_database) == (False, "force_generic_plan", "force_custom_plan")
    await asyncio.to_thread(upgrade, bare_database)
    assert await _plans(bare_database) == (False, "force_generic_plan", "force_custom_plan")


async def test_no_plan_is_generic_where_tables_are_distributed(bare_database: str, citus: Path) -> None:
    await asyncio.to_thread(upgrade, bare_database)
    await distributed(bare_database, citus)
    assert await _plans(bare_database) == (True, "auto", "force_custom_plan")


async def test_a_connection_that_is_taken_over_goes_by_that_too(bare_database: str, citus: Path) -> None:
    await asyncio.to_thread(upgrade, bare_database)
    await distributed(bare_database, citus)
    connection = await Route(read_address(bare_database)).connect(CUSTOM_PLAN)
    await connection.change_settings(GENERIC_PLAN)
    modes = [await connection.fetchval(f"SHOW {name}") for name in ("plan_cache_mode", "enable_seqscan")]
    await connection.close()
    assert modes == ["auto", "off"]
