"""`distribute` as an operator meets it, on a stand-in for Citus: what it does, does once, goes on with, and refuses."""

import asyncio
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest
from click.testing import CliRunner, Result

from adapters.postgres.kernel.migrations import TURN, upgrade
from entrypoints.cli.__main__ import main
from tests.citus.standing_in import create, make_available, stand_in
from tests.database import ask
from tests.entrypoints.cli.test_run import environment
from tests.replication import Pair

NUMBERS: Final = count()
DISTRIBUTED: Final = """
    SELECT logicalrelid::text, column_to_column_name(logicalrelid, partkey), colocationid, partmethod::text
    FROM pg_dist_partition WHERE logicalrelid::text <> 'alembic_version'
"""
TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
FIRST: Final = "c601f7e9a2a4"


@pytest.fixture(scope="session")
def citus() -> Iterator[Path]:
    """The folder of the stand-in."""
    with stand_in() as folder:
        yield folder


@pytest.fixture
def migrated(bare_database: str, citus: Path) -> str:
    """A database with the newest schema and the extension, not distributed."""
    upgrade(bare_database)
    asyncio.run(create(bare_database, citus))
    return bare_database


def distribute(database_url: str, folder: Path) -> Result:
    return CliRunner().invoke(main, ["distribute"], env=environment(folder, 5000, DATABASE_URL=database_url))


def refused(said: Result, why: str) -> None:
    assert said.exit_code == 1
    assert said.output.startswith("Error: the database at /")  # its socket's folder
    assert said.output.endswith(f"{why}\n")
    assert said.output.count("\n") == 1


def tables(database_url: str) -> set[str]:
    return {name for (name,) in asyncio.run(ask(database_url, TABLES))}


def distributed(database_url: str) -> dict[str, list[Any]]:
    return {name: how for name, *how in map(list, asyncio.run(ask(database_url, DISTRIBUTED)))}


def test_every_table_is_distributed_by_restaurant_beside_the_others(migrated: str, tmp_path: Path) -> None:
    said = distribute(migrated, tmp_path)
    every = tables(migrated)
    assert said.output == f"{len(every)} tables are distributed over 2 nodes, {len(every)} of them just now.\n"
    assert said.exit_code == 0
    how = distributed(migrated)
    assert set(how) == every
    assert how.pop("restaurants")[::2] == [None, "n"]  # as a slug is one restaurant's on all nodes
    assert {tuple(each) for each in how.values()} == {("restaurant_id", 1, "h")}


def test_a_second_run_changes_nothing(migrated: str, tmp_path: Path) -> None:
    _ = distribute(migrated, tmp_path)
    before = distributed(migrated)
    said = distribute(migrated, tmp_path)
    assert (said.exit_code, said.output) == (0, f"All {len(before)} tables are distributed over 2 nodes already.\n")
    assert distributed(migrated) == before


def test_an_interrupted_run_is_continued_by_the_next(migrated: str, tmp_path: Path) -> None:
    _ = asyncio.run(ask(migrated, "CREATE TABLE hours (hour smallint PRIMARY KEY)"))
    _ = asyncio.run(ask(migrated, "ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (local_hour) REFERENCES hours"))
    said = distribute(migrated, tmp_path)
    local = 'referenced table "hours" must be a distributed table or a reference table'
    refused(said, f"cannot be distributed: {local}")
    half = len(distributed(migrated))
    assert 0 < half < len(tables(migrated))
    for statement in ("ALTER TABLE orders DROP CONSTRAINT f", "DROP TABLE hours"):
        _ = asyncio.run(ask(migrated, statement))
    every = len(tables(migrated))
    said = distribute(migrated, tmp_path)
    assert said.output == f"{every} tables are distributed over 2 nodes, {every - half} of them just now.\n"
    assert len({together for by, together, _ in distributed(migrated).values() if by}) == 1


@pytest.mark.parametrize("revision", [None, FIRST], ids=["missing", "older"])
def test_an_older_schema(bare_database: str, citus: Path, revision: str | None, tmp_path: Path) -> None:
    asyncio.run(create(bare_database, citus))
    if revision is not None:
        upgrade(bare_database, revision)
    refused(
        distribute(bare_database, tmp_path),
        "cannot be worked on: it has no schema yet, or an older one; `make migrate` brings it up to date",
    )
    assert distributed(bare_database) == {}


def test_a_newer_schema(migrated: str, tmp_path: Path) -> None:
    _ = asyncio.run(ask(migrated, "UPDATE alembic_version SET version_num = 'from tomorrow'"))
    refused(
        distribute(migrated, tmp_path),
        "cannot be worked on: it has the schema of a newer program; use that one, or a backup from before it",
    )
    assert distributed(migrated) == {}


def test_a_server_without_citus(bare_database: str, tmp_path: Path) -> None:
    upgrade(bare_database)
    why = "its server has no Citus; it is installed on every node, and in shared_preload_libraries"
    refused(distribute(bare_database, tmp_path), f"cannot be distributed: {why}")


def test_a_database_without_the_extension(bare_database: str, citus: Path, tmp_path: Path) -> None:
    upgrade(bare_database)
    asyncio.run(make_available(bare_database, citus))
    why = "it lacks the extension; as a superuser, on every node: CREATE EXTENSION citus"
    refused(distribute(bare_database, tmp_path), f"cannot be distributed: {why}")


def test_a_database_in_use(migrated: str, tmp_path: Path) -> None:
    async def beside_two() -> Result:
        first: Any = await asyncpg.connect(migrated)  # asyncpg comes without types
        second: Any = await asyncpg.connect(migrated)
        own: Any = await asyncpg.connect(migrated, server_settings={"application_name": "citus_internal gpid=1"})
        try:
            return await asyncio.to_thread(distribute, migrated, tmp_path)
        finally:
            for each in (first, second, own):
                await each.close()

    why = "it is in use by other sessions: 2; stop the program first, everywhere"
    refused(asyncio.run(beside_two()), f"cannot be distributed: {why}")
    assert distributed(migrated) == {}


def test_beside_somebody_who_migrates(migrated: str, tmp_path: Path) -> None:
    async def beside() -> Result:
        other: Any = await asyncpg.connect(migrated)  # asyncpg comes without types
        try:
            await other.execute(f"SELECT pg_advisory_lock({TURN})")
            return await asyncio.to_thread(distribute, migrated, tmp_path)
        finally:
            await other.close()

    refused(asyncio.run(beside()), "cannot be distributed: somebody migrates or distributes it just now")


def test_another_role_than_the_owner(migrated: str, tmp_path: Path) -> None:
    role = f"reader_{next(NUMBERS)}"
    for statement in (
        f"CREATE ROLE {role} LOGIN",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
    ):
        _ = asyncio.run(ask(migrated, statement))
    said = distribute(migrated.replace("postgres@", f"{role}@"), tmp_path)
    _ = asyncio.run(ask(migrated, f"DROP OWNED BY {role}"))
    _ = asyncio.run(ask(migrated, f"DROP ROLE {role}"))
    refused(
        said,
        "cannot be distributed: its tables belong to another role, activations for one; distribute as their owner",
    )
    assert distributed(migrated) == {}


def test_a_table_of_somebody_elses_with_a_trigger(migrated: str, tmp_path: Path) -> None:
    for statement in (
        "CREATE FUNCTION looks() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TABLE extras (restaurant_id uuid, note text)",
        "CREATE TRIGGER looks BEFORE INSERT ON extras FOR EACH ROW EXECUTE FUNCTION looks()",
    ):
        _ = asyncio.run(ask(migrated, statement))
    refused(
        distribute(migrated, tmp_path),
        "its table extras has triggers, which Citus refuses: drop them, or move it to another schema",
    )
    assert distributed(migrated) == {}
    kept = "SELECT count(*) FROM pg_trigger WHERE tgname = 'audit_is_for_good'"
    assert asyncio.run(ask(migrated, kept)) == [(1,)]


def test_a_table_that_somebody_distributed_otherwise(migrated: str, tmp_path: Path) -> None:
    _ = asyncio.run(ask(migrated, "SELECT create_reference_table('restaurants')"))
    _ = asyncio.run(ask(migrated, "SELECT create_distributed_table('rate_limits', 'what')"))
    refused(
        distribute(migrated, tmp_path),
        "its table rate_limits is distributed in another way: by what, or apart from the others",
    )


def test_a_standby(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="orders-") as folder, Pair(Path(folder)) as pair:
        upgrade(pair.first.url())
        said = distribute(pair.second.url(), tmp_path)
    assert said.exit_code == 1
    assert said.output.endswith("cannot be used: The database is read-only\n")  # below the log of the connection


def test_the_one_that_comes_along_is_one_machines(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["distribute"], env=environment(tmp_path, 5000))
    assert (said.exit_code, said.output) == (
        1,
        "Error: DATABASE_URL is not set, and the PostgreSQL that comes along is one machine's\n",
    )


def test_memory_is_on_one_machine(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["distribute"], env=environment(tmp_path, 5000, STORAGE="memory"))
    assert (said.exit_code, said.output) == (1, "Error: STORAGE is memory, which is on one machine\n")
