"""The whole program on a database that is distributed, as far as the stand-in goes: a dinner.

Its owner, whom the program is, is no superuser, so that the rights taken from them count.
"""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entrypoints.cli.__main__ import main
from tests.citus.standing_in import owned, stand_in
from tests.entrypoints.cli.test_demo import free_port
from tests.entrypoints.cli.test_run import environment, started, stopped, until


@pytest.fixture
def owner(bare_database: str) -> Iterator[str]:
    """The address of a distributed database, as its owner."""
    with stand_in() as folder, owned(bare_database, folder) as address:
        yield address


def test_a_dinner_is_served_and_its_books_are_right(owner: str, tmp_path: Path) -> None:
    mine = environment(tmp_path / "data", free_port(), DATABASE_URL=owner)

    def told(*command: str) -> Result:
        said = CliRunner().invoke(main, command, env=mine)
        assert said.exit_code == 0, said.output
        return said

    with started(mine, tmp_path / "output") as program:
        _ = until("The API is explained", tmp_path / "output")
        said = told("demo", "--url", f"http://127.0.0.1:{mine['PORT']}", "--orders", "50", "--waiters", "4")
        assert "exactly what was ordered" in said.output
        assert "Sums that are not what the lines and products add up to: 0\n" in told("verify-rollups").output
        assert "all as they were written" in told("verify-audit").output
        assert told("purge").output
        assert stopped(program, signal.SIGINT) == 0
    assert "Traceback" not in (tmp_path / "output").read_text(encoding="utf-8")
