"""A distributed database: what later migrations make is distributed too, and nobody changes the audit."""

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

import asyncpg
import pytest

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.distribution import distribute_what_is_new
from adapters.postgres.kernel.migrations import downgrade, engine, upgrade
from adapters.postgres.kernel.route import Route
from tests.adapters.postgres.full import fill, forget, silent
from tests.adapters.postgres.test_audit_is_for_good import OPEN, WRITE
from tests.citus.standing_in import create, distributed, owned, stand_in
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, open_both
from tests.database import ask

NUMBERS: Final = count()
NAMES: Final = "SELECT logicalrelid::text FROM pg_dist_partition WHERE partmethod = 'h'"
LOCAL: Final = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND oid NOT IN (SELECT logicalrelid FROM pg_dist_partition)
"""
BEFORE: Final = "3f8ac60d17b2"
"""A revision that lacks some of the tables of today."""


@pytest.fixture(scope="module")
def citus() -> Iterator[Path]:
    """The folder of the stand-in."""
    with stand_in() as folder:
        yield folder


async def names(database_url: str) -> set[str]:
    return {name for (name,) in await ask(database_url, NAMES)}


@pytest.fixture
def owner(bare_database: str, citus: Path) -> Iterator[str]:
    """The address of a distributed database, as its owner, who is no superuser."""
    with owned(bare_database, citus) as address:
        yield address


def test_what_later_migrations_make_is_distributed(bare_database: str, citus: Path) -> None:
    upgrade(bare_database, BEFORE)
    asyncio.run(distributed(bare_database, citus))
    before = asyncio.run(names(bare_database))
    upgrade(bare_database)
    after = asyncio.run(names(bare_database))
    assert before < after
    assert {"product_counts", "audit_to_seal"} <= after - before
    assert asyncio.run(ask(bare_database, LOCAL)) == []
    assert (
        len(
            asyncio.run(
                ask(bare_database, "SELECT DISTINCT colocationid FROM pg_dist_partition WHERE partmethod = 'h'")
            )
        )
        == 1
    )


def test_somebody_elses_table_that_watches_its_rows_stays_local(bare_database: str, citus: Path) -> None:
    upgrade(bare_database)
    asyncio.run(distributed(bare_database, citus))
    for statement in (
        "CREATE FUNCTION looks() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TABLE extras (restaurant_id uuid, note text)",
        "CREATE TRIGGER looks BEFORE INSERT ON extras FOR EACH ROW EXECUTE FUNCTION looks()",
    ):
        _ = asyncio.run(ask(bare_database, statement))
    upgrade(bare_database)
    assert asyncio.run(ask(bare_database, LOCAL)) == [("extras",)]


def test_a_distributed_schema_goes_down_and_up_again(bare_database: str, citus: Path) -> None:
    upgrade(bare_database)
    asyncio.run(distributed(bare_database, citus))
    every = asyncio.run(names(bare_database))
    downgrade(bare_database, BEFORE)
    assert asyncio.run(names(bare_database)) < every
    upgrade(bare_database)
    assert asyncio.run(names(bare_database)) == every


def test_a_database_with_the_extension_alone_stays_local(bare_database: str, citus: Path) -> None:
    asyncio.run(create(bare_database, citus))
    upgrade(bare_database)
    assert asyncio.run(names(bare_database)) == set()


async def test_a_table_with_a_key_past_the_restaurant_is_whole_on_every_node(bare_database: str, citus: Path) -> None:
    await asyncio.to_thread(upgrade, bare_database)
    await distributed(bare_database, citus)
    _ = await ask(bare_database, "CREATE TABLE spelled (name text PRIMARY KEY, restaurant_id uuid NOT NULL)")
    await distribute_new(bare_database)
    how = "SELECT partmethod::text, repmodel::text FROM pg_dist_partition WHERE logicalrelid = 'spelled'::regclass"
    assert await ask(bare_database, how) == [("n", "t")]


async def test_the_revision_and_restaurants_at_most_are_whole_on_every_node(bare_database: str, citus: Path) -> None:
    await asyncio.to_thread(upgrade, bare_database)
    await distributed(bare_database, citus)
    whole = await ask(bare_database, "SELECT logicalrelid::text FROM pg_dist_partition WHERE repmodel = 't'")
    assert {"alembic_version"} <= {name for (name,) in whole} <= {"alembic_version", "restaurants"}


async def distribute_new(database_url: str) -> None:
    way = engine(Route(read_address(database_url)))
    async with way.connect() as connection:
        await connection.run_sync(distribute_what_is_new)
    await way.dispose()


@pytest.mark.parametrize("change", ["UPDATE audit SET details = ''", "DELETE FROM audit", "TRUNCATE audit"])
async def test_the_owner_of_a_distributed_audit_changes_no_entry(owner: str, change: str) -> None:
    await write_an_entry(owner)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for table audit"):
        _ = await ask(owner, change)
    assert await ask(owner, "SELECT number FROM audit") == [(1,)]


async def test_rights_that_others_had_are_gone_too(bare_database: str, citus: Path) -> None:
    await asyncio.to_thread(upgrade, bare_database)
    role = f"auditor_{next(NUMBERS)}"
    _ = await ask(bare_database, f'CREATE ROLE "{role}"')
    _ = await ask(bare_database, f'GRANT ALL ON audit TO "{role}" WITH GRANT OPTION')
    _ = await ask(bare_database, "GRANT DELETE ON audit TO PUBLIC")
    await distributed(bare_database, citus)
    left = await ask(
        bare_database,
        "SELECT DISTINCT privilege_type FROM pg_class, aclexplode(relacl) WHERE relname = 'audit' ORDER BY 1",
    )
    assert {"INSERT", "SELECT"} <= {name for (name,) in left}
    assert {"UPDATE", "DELETE", "TRUNCATE"}.isdisjoint(name for (name,) in left)
    assert await ask(bare_database, "SELECT FROM pg_trigger WHERE tgname = 'audit_is_for_good'") == []
    _ = await ask(bare_database, f'DROP OWNED BY "{role}"')
    _ = await ask(bare_database, f'DROP ROLE "{role}"')


async def test_the_owner_forgets_a_whole_restaurant_and_may_not_afterwards(owner: str, tmp_path: Path) -> None:
    world = OnPostgres(owner)
    _ = await open_both(world)
    for each in (NEXT_DOOR, OURS):
        await fill(world, each)
    _ = await forget(world.database, OURS, tmp_path / "exported", silent)
    await world.close()
    assert await ask(owner, "SELECT DISTINCT restaurant_id FROM audit") == [(NEXT_DOOR,)]
    assert await ask(owner, "SELECT id FROM restaurants") == [(NEXT_DOOR,)]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        _ = await ask(owner, "DELETE FROM audit")


async def write_an_entry(database_url: str) -> None:
    _ = await ask(database_url, OPEN, str(OURS))
    _ = await ask(database_url, WRITE, str(OURS), 1)


async def test_the_stand_in_refuses_what_citus_refuses(bare_database: str, citus: Path) -> None:
    await create(bare_database, citus)
    for made in (
        "CREATE TABLE a (id uuid PRIMARY KEY, tag text)",
        "CREATE TABLE b (a_id uuid REFERENCES a, n int, UNIQUE (n))",
        "CREATE TABLE c (a_id uuid REFERENCES a)",
        "CREATE TABLE d (id int)",
    ):
        _ = await ask(bare_database, made)
    refusals = [
        ("c", "a_id", "default", "must be a distributed table or a reference table"),
        ("a", "tag", "default", "cannot create constraint on"),
        ("a", "nothing", "default", "does not exist"),
        ("a", "id", "none", None),
        ("a", "id", "none", "already distributed"),
        ("b", "a_id", "a", "cannot create constraint on"),
        ("c", "a_id", "none", "not colocated"),
        ("d", "id", "a", "cannot colocate tables"),
        ("d", "id", "c", "is not distributed"),
    ]
    for table, column, beside, why in refusals:
        asked = ask(
            bare_database,
            "SELECT create_distributed_table($1::text::regclass, $2, colocate_with => $3)",
            table,
            column,
            beside,
        )
        if why is None:
            _ = await asked
            continue
        with pytest.raises(asyncpg.PostgresError, match=why):
            _ = await asked
    _ = await ask(bare_database, "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
    with pytest.raises(asyncpg.PostgresError, match="triggers are not supported on distributed tables"):
        _ = await ask(bare_database, "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()")
