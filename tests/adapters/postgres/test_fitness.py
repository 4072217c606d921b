"""A database that cannot be worked with is refused before anything is written to it, in one line that says why."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from adapters.embedded.server import EmbeddedPostgres
from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.fitness import Unfit, refuse_unfit
from adapters.postgres.kernel.migrations import upgrade
from adapters.postgres.kernel.route import Route
from tests.database import ask

NUMBERS = count()
LATIN = "ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'"
PLAIN = "ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'"


@pytest.fixture
def made(postgres: EmbeddedPostgres) -> Iterator[Callable[[str], str]]:
    """A way to make a database by other rules."""
    name = f"unfit_{next(NUMBERS)}"

    def make(rules: str) -> str:
        _ = asyncio.run(ask(postgres.url(), f"CREATE DATABASE {name} TEMPLATE template0 {rules}"))
        return postgres.url(name)

    yield make
    _ = asyncio.run(ask(postgres.url(), f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (LATIN, "its encoding is LATIN1, and names come in every alphabet: CREATE DATABASE"),
        (PLAIN, "its locale C does not make É to é, Ж to ж and I to i: CREATE DATABASE"),
    ],
)
def test_a_database_that_does_not_know_every_letter(made: Callable[[str], str], rules: str, said: str) -> None:
    url = made(rules)
    with pytest.raises(Unfit) as refused:
        upgrade(url)
    assert str(refused.value).startswith(said)
    assert asyncio.run(ask(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == [(0,)]


def test_the_advice_makes_one_that_fits(made: Callable[[str], str]) -> None:
    upgrade(made("ENCODING 'UTF8' LOCALE 'C.UTF-8'"))


async def test_one_that_is_too_old(postgres: EmbeddedPostgres) -> None:
    with pytest.raises(Unfit, match=r"it is PostgreSQL \d+, and 99 is the oldest that this program works with"):
        await refuse_unfit(Route(read_address(postgres.url())), oldest=99)


def test_a_command_says_so_in_one_line(made: Callable[[str], str], tmp_path: Path) -> None:
    ended = migrate(made(LATIN), tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: the database at /")
    assert "cannot be used: its encoding is LATIN1" in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:hunter2@h/db?sslmod=require", "sslmod is no parameter of libpq; did you mean sslmode?"),
        ("postgresql://u:hunter2@127.0.0.1:1,127.0.0.1:2/db?connect_timeout=2", "at 127.0.0.1:1,127.0.0.1:2/db cannot"),
        ("postgresql://u:hunter2@/db?host=%2Fnowhere&sslmode=require", "the database at /nowhere/db cannot be used"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_line_without_the_password(url: str, said: str, tmp_path: Path) -> None:
    ended = migrate(url, tmp_path)
    assert ended.returncode in {1, 2}
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "hunter2" not in ended.stderr + ended.stdout


def test_a_server_that_is_frozen_does_not_answer_in_time(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        place = f"127.0.0.1:{mute.getsockname()[1]}/db"
        ended = migrate(f"postgresql://u@{place}?connect_timeout=1", tmp_path)
    assert ended.stderr == f"Error: the database at {place} cannot be used: it does not answer in time\n"


def migrate(url: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "entrypoints.cli", "migrate"],
        cwd=Path(__file__).parents[3],
        env=environment | {"APP_ENV": "development", "DATABASE_URL": url, "DATA_DIR": str(folder)},
        capture_output=True,
        check=False,
        text=True,
    )
