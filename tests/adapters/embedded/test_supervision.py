"""An embedded PostgreSQL that ended by itself comes back as soon as it can, and says why it cannot yet."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adapters.embedded import failures
from adapters.embedded.errors import EmbeddedPostgresError
from adapters.embedded.server import EmbeddedPostgres
from adapters.embedded.supervision import Supervision
from tests.adapters.embedded.test_server import QUICK, ask, refusal


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "postgres", settings=QUICK)
    server.start()
    yield server
    server.kill()
    server.stop()


def _within(seconds: float, happens: Callable[[], object]) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_killed_one_is_started_again_and_a_living_one_left_alone(server: EmbeddedPostgres) -> None:
    said: list[str] = []
    _ = ask(server, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('soup')")
    with Supervision(server, say=said.append):
        first = server.pid
        time.sleep(1.5)
        assert server.pid == first
        assert said == []

        os.kill(first or 0, signal.SIGKILL)
        _within(20, lambda: "PostgreSQL is back" in said)

        assert server.pid not in {None, first}
        assert ask(server, "TABLE kept") == "soup"
        assert server.is_ready


def test_one_that_gave_up_recovering_is_tried_again_until_it_can(server: EmbeddedPostgres, tmp_path: Path) -> None:
    said: list[str] = []
    # As on a full disk, it cannot recover: what it has to write to is not there.
    written_ahead, away = tmp_path / "postgres" / "data" / "pg_wal", tmp_path / "postgres" / "away"
    with Supervision(server, say=said.append):
        server.kill()
        _ = written_ahead.rename(away)
        _within(30, lambda: sum("did not start" in line for line in said) >= 2)
        assert "pg_wal" in said[1]
        assert [line.rpartition(" ")[0].rpartition(" ")[2] for line in said[1:3]] == ["1", "2"]
        # Meanwhile nobody else may have the folder.
        assert "already in use" in refusal(EmbeddedPostgres(tmp_path / "postgres"))

        _ = away.rename(written_ahead)
        _within(30, lambda: "PostgreSQL is back" in said)
        assert ask(server, "SELECT 1") == "1"


def test_the_end_does_not_wait_for_a_try(server: EmbeddedPostgres, tmp_path: Path) -> None:
    said: list[str] = []
    with Supervision(server, say=said.append):
        server.kill()
        _ = (tmp_path / "postgres" / "data" / "pg_wal").rename(tmp_path / "postgres" / "away")
        _within(30, lambda: len(said) >= 3)
        started = time.monotonic()
    assert time.monotonic() - started < 4
    server.stop()


def test_what_clients_were_told_is_not_why_it_did_not_start(tmp_path: Path) -> None:
    log = tmp_path / "log"
    _ = log.write_text("FATAL:  of before\n")
    failed = EmbeddedPostgresError("otherwise")
    with pytest.raises(EmbeddedPostgresError, match="did not start: otherwise"), failures.explained(log):
        raise failed

    def fail_aloud() -> None:
        with log.open("a") as more:
            _ = more.write('1 FATAL:  could not write to "x"\n1 FATAL:  the database system is in recovery mode\n')
        raise failed

    with pytest.raises(EmbeddedPostgresError, match='did not start: could not write to "x"'), failures.explained(log):
        fail_aloud()
