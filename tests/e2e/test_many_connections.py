"""Whoever keeps many connections to the real server, asking or silent, does not shut the others out."""

import resource
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from entrypoints.http.kernel.connections import MOST, MOST_OF_ONE
from tests.e2e.program import Program, running

ASK = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
SOON = 3.0


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Return the program with one worker, which all connections go to."""
    folder = tmp_path_factory.mktemp("connections")
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4_096, most), most))
    with running(folder / "data", folder / "output", STORAGE="memory", WORKERS="1") as program:
        yield program
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))


def _connect(program: Program, source: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", program.port), 10, (source, 0))


def _ask(connection: socket.socket) -> bool:
    """Ask, and return whether there was an answer."""
    with suppress(OSError):
        connection.sendall(ASK)
        return connection.recv(4_096).startswith(b"HTTP/1.1 200")
    return False


def _asked_by_somebody_new(program: Program, source: str) -> float:
    """Return how many seconds it takes somebody new to be answered."""
    started = time.monotonic()
    with closing(_connect(program, source)) as connection:
        assert _ask(connection)
    return time.monotonic() - started


def _open(connections: list[socket.socket]) -> list[socket.socket]:
    return [each for each in connections if _is_open(each)]


def _is_open(connection: socket.socket) -> bool:
    connection.settimeout(0)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        connection.settimeout(10)


@pytest.mark.parametrize("silent", [False, True])
def test_of_one_address_so_many_are_kept_and_who_is_new_is_answered(alone: Program, *, silent: bool) -> None:
    kept = [_connect(alone, "127.0.0.1") for _ in range(3 * MOST_OF_ONE)]
    try:
        if not silent:
            assert sum(map(_ask, kept)) > MOST_OF_ONE
        assert _asked_by_somebody_new(alone, "127.0.0.1") < SOON
        time.sleep(1.2)
        left = _open(kept)
        assert MOST_OF_ONE - 10 <= len(left) <= MOST_OF_ONE
        # They who asked last are the ones that stay.
        assert left == kept[-len(left) :]
        assert all(_ask(each) for each in left)
        assert _asked_by_somebody_new(alone, "127.0.0.1") < SOON
    finally:
        for each in kept:
            each.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a machine has one address of its own")
def test_of_many_addresses_so_many_are_kept_and_who_has_few_keeps_them(alone: Program) -> None:
    with closing(_connect(alone, "127.0.0.9")) as few:
        assert _ask(few)
        kept = [_connect(alone, f"127.0.1.{number % 5}") for number in range(2 * MOST)]
        try:
            for each in kept:
                _ = _ask(each)
            assert _asked_by_somebody_new(alone, "127.0.0.8") < SOON
            time.sleep(1.2)
            assert MOST - 20 <= len(_open(kept)) <= MOST
            assert _ask(few)
        finally:
            for each in kept:
                each.close()


def test_who_asks_nothing_for_ten_seconds_is_let_go(alone: Program) -> None:
    with closing(_connect(alone, "127.0.0.1")) as silent, closing(_connect(alone, "127.0.0.1")) as asked:
        assert _ask(asked)
        time.sleep(12)
        assert _open([silent, asked]) == []
