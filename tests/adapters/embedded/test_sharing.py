"""One PostgreSQL for several processes: whoever comes second uses the first one's, which waits for it to leave."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.embedded.errors import EmbeddedPostgresError
from adapters.embedded.server import EmbeddedPostgres
from adapters.embedded.sharing import shared
from tests.adapters.embedded.asking import ask

LEND = """
import sys
from pathlib import Path
from adapters.embedded.sharing import shared
with shared(Path(sys.argv[1])):
    print("there", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).parents[3]


@contextmanager
def somebody_else(folder: Path) -> Generator[subprocess.Popen[str]]:
    """Have another process use the folder's PostgreSQL until its input ends."""
    line = [sys.executable, "-c", LEND, str(folder)]
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        yield process
        process.stdin.close()
    assert process.returncode == 0


def test_who_comes_second_uses_it_and_leaves_it_running(tmp_path: Path) -> None:
    with somebody_else(tmp_path / "postgres"):
        with shared(tmp_path / "postgres") as first:
            running = first.pid
            _ = ask(first, "CREATE TABLE word AS SELECT 'soup'")
        with shared(tmp_path / "postgres") as second:
            assert second.pid == running
            assert ask(second, "TABLE word") == "soup"
    assert EmbeddedPostgres(tmp_path / "postgres").pid is None


def test_who_brought_it_waits_for_whoever_came_meanwhile(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool, somebody_else(tmp_path / "postgres") as owner:
        with shared(tmp_path / "postgres") as server:
            assert owner.stdin is not None
            owner.stdin.close()
            left = pool.submit(owner.wait)
            with pytest.raises(TimeoutError):
                _ = left.result(timeout=1)
            assert ask(server, "SELECT 1") == "1"
        assert left.result(timeout=30) == 0


def test_many_who_come_at_once_all_get_one(tmp_path: Path) -> None:
    line = [sys.executable, "-c", LEND, str(tmp_path / "postgres")]
    many = [
        subprocess.Popen(line, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [each.communicate(timeout=100)[0] for each in many] == ["there\n"] * 4
    assert [each.returncode for each in many] == [0] * 4


def test_where_who_has_it_was_killed_the_next_one_brings_it_back(tmp_path: Path) -> None:
    line = [sys.executable, "-c", LEND, str(tmp_path / "postgres")]
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "there\n"
        owner.kill()
    with shared(tmp_path / "postgres") as server:
        assert ask(server, "SELECT 1") == "1"


def test_one_that_is_held_and_does_not_answer_is_refused_in_the_end(tmp_path: Path) -> None:
    holder = EmbeddedPostgres(tmp_path / "postgres")
    holder.hold()
    says = f"use by process {os.getpid()}, whose PostgreSQL does not answer$"
    with (
        pytest.raises(EmbeddedPostgresError, match=says),
        shared(tmp_path / "postgres", starting_seconds=0.3),
    ):
        pytest.fail("it belongs to somebody else")
    holder.stop()


def test_its_log_has_no_address_and_no_refusal(tmp_path: Path) -> None:
    with shared(tmp_path / "postgres") as server:
        _ = ask(server, "CREATE TABLE users (email text PRIMARY KEY)", "INSERT INTO users VALUES ('ana@example.com')")
        with pytest.raises(subprocess.CalledProcessError):
            _ = ask(server, "INSERT INTO users VALUES ('ana@example.com')")
        with ThreadPoolExecutor(1) as pool:
            holding = pool.submit(ask, server, "BEGIN", "LOCK users", "SELECT pg_sleep(1)")
            time.sleep(0.3)
            with pytest.raises(subprocess.CalledProcessError):
                _ = ask(server, "SET lock_timeout = '1ms'", "TABLE users")
            _ = holding.result()
        os.kill(server.pid or 0, signal.SIGHUP)
        log = tmp_path / "postgres" / "log"
        while "received SIGHUP" not in log.read_text(encoding="utf-8"):
            time.sleep(0.02)
        said = log.read_text(encoding="utf-8")
    assert "ana@" not in said
    assert "duplicate key" not in said
    assert "lock timeout" not in said
