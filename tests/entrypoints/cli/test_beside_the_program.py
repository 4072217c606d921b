"""Every command works while the program runs, in the PostgreSQL that the program has brought along."""

import signal
import subprocess
import sys
from collections.abc import Callable, Generator

import httpx
import pytest
from click.testing import CliRunner, Result

from adapters.embedded.server import EmbeddedPostgres
from entrypoints.cli.__main__ import main
from tests.entrypoints.cli.test_demo import free_port
from tests.entrypoints.cli.test_run import PATIENCE, ROOT, environment, started, stopped, until

ORDER = {"customer_name": "Table 7", "products": [{"name": "Tea", "price": 2, "quantity": 3}]}
CALLS = "SELECT count(*) FROM orders"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Generator[dict[str, str]]:
    """What a program that runs, and has one order, was started with."""
    folder, port = tmp_path_factory.mktemp("beside"), free_port()
    mine = environment(folder / "data", port)
    with started(mine, folder / "output") as program:
        _ = until("The API is explained", folder / "output")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api") as api:
            _ = api.post("/users", json={"email": "ana@example.com", "name": "Ana"})
            token = api.post("/auth/login", json={"email": "ana@example.com"}).json()["access_token"]
            assert api.post("/orders", json=ORDER, headers={"Authorization": f"Bearer {token}"}).status_code == 201
        yield mine
        assert stopped(program, signal.SIGINT) == 0
    assert EmbeddedPostgres(folder / "data" / "postgres").pid is None


@pytest.fixture
def told(settings: dict[str, str]) -> Callable[..., Result]:
    """A way to tell a command something beside the program; the program answers before and after."""

    def tell(*arguments: str) -> Result:
        said = CliRunner().invoke(main, arguments, env=settings)
        assert httpx.get(f"http://127.0.0.1:{settings['PORT']}/health/ready").status_code == 200
        return said

    return tell


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (["migrate"], "The database has the newest schema.\n"),
        (["purge"], "Answers forgotten: 0\nSessions, codes and failures forgotten: 0\nEvents forgotten: 0\n"),
        (["verify-days"], "Reports of closed days: 0, all as they were written\n"),
        (["verify-audit"], "Entries: 0, all as they were written\nLast seal: none yet\n"),
        (["verify-rollups"], "Sums that are not what the lines and products add up to: 0\n"),
        (["verify-rollups", "--rebuild"], "Sums that are not what the lines and products add up to: 0\n"),
    ],
)
def test_it_works_in_the_programs_own_database(told: Callable[..., Result], command: list[str], answer: str) -> None:
    said = told(*command)
    assert (said.exit_code, said.output) == (0, answer)


def test_a_manager_comes_back_in(told: Callable[..., Result]) -> None:
    said = told("recover", "ana@example.com")
    assert said.exit_code == 0, said.output
    assert said.output.startswith("Activation code, good for 24 hours and once: ")


def test_a_made_up_history_is_refused_for_its_own_reason(told: Callable[..., Result]) -> None:
    said = told("history", "--orders", "10", "--days", "1")
    assert (said.exit_code, said.output) == (
        1,
        "Error: there are orders already, and a made-up history would mix with them\n",
    )


def test_its_data_is_not_emptied(told: Callable[..., Result]) -> None:
    said = told("reset", "--yes")
    assert said.exit_code == 1
    assert "is already in use by process" in said.output
    assert said.output.endswith(": stop it first\n")


def test_psql_opens_its_database_and_ends_as_psql_does(settings: dict[str, str]) -> None:
    line = [sys.executable, "-m", "entrypoints.cli", "psql", "-XAt"]
    there = subprocess.run(
        [*line, "-c", CALLS], cwd=ROOT, env=settings, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (there.returncode, there.stdout, there.stderr) == (0, "1\n", "")
    wrong = subprocess.run(
        [*line, "-v", "ON_ERROR_STOP=1"],
        cwd=ROOT, env=settings, input="SELECT nothing;", capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert wrong.returncode == 3
    assert 'column "nothing" does not exist' in wrong.stderr
