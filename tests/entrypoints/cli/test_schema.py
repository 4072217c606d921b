"""A schema that is not the program's own: what only looks or tidies up says so in a line, and changes nothing."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.postgres.kernel.migrations import upgrade
from entrypoints.cli.__main__ import main
from tests.database import ask
from tests.entrypoints.cli.test_run import environment

LOOKING = [
    ["purge"],
    ["verify-audit"],
    ["verify-days"],
    ["verify-rollups"],
    ["verify-rollups", "--rebuild"],
    ["recover", "a@b.de"],
]
FIRST = "c601f7e9a2a4"
REVISION = "SELECT version_num FROM alembic_version"
OLDER = "cannot be worked on: it has no schema yet, or an older one; `make migrate` brings it up to date\n"
NEWER = "cannot be worked on: it has the schema of a newer program; use that one, or a backup from before it\n"


def told(command: list[str], database_url: str, folder: Path) -> Result:
    settings = environment(folder, 5000, DATABASE_URL=database_url)
    return CliRunner().invoke(main, command, env=settings)


def refused(said: Result, why: str) -> None:
    assert said.exit_code == 1
    assert said.output.startswith("Error: the database at /")  # its socket's folder
    assert said.output.endswith(why)
    assert said.output.count("\n") == 1


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_a_database_without_a_schema_is_left_without_one(
    bare_database: str, command: list[str], tmp_path: Path
) -> None:
    refused(told(command, bare_database, tmp_path), OLDER)
    assert asyncio.run(ask(bare_database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == [(0,)]


def test_an_older_schema_stays_as_it_is_until_it_is_migrated(bare_database: str, tmp_path: Path) -> None:
    upgrade(bare_database, FIRST)
    for command in LOOKING:
        refused(told(command, bare_database, tmp_path), OLDER)
        assert asyncio.run(ask(bare_database, REVISION)) == [(FIRST,)]
    assert told(["migrate"], bare_database, tmp_path).exit_code == 0
    assert told(["verify-rollups"], bare_database, tmp_path).exit_code == 0


def test_a_newer_schema_is_left_to_the_newer_program(bare_database: str, tmp_path: Path) -> None:
    upgrade(bare_database)
    _ = asyncio.run(ask(bare_database, "UPDATE alembic_version SET version_num = 'from tomorrow'"))
    for command in [*LOOKING, ["migrate"], ["run"], ["history", "--orders", "1", "--days", "1"]]:
        refused(told(command, bare_database, tmp_path), NEWER)
    assert asyncio.run(ask(bare_database, REVISION)) == [("from tomorrow",)]


def test_a_schema_without_a_restaurant_says_what_opens_it(bare_database: str, tmp_path: Path) -> None:
    upgrade(bare_database)
    said = told(["verify-audit"], bare_database, tmp_path)
    assert (said.exit_code, said.output) == (
        1,
        "Error: there is no restaurant in the database yet: `make migrate` opens it\n",
    )
