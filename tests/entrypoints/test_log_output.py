"""Logging holds nobody up: what nobody reads is dropped and counted, and what was read is whole and in order."""

import os
import select
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from entrypoints.log_output import LogOutput

A_LINE = b"%05d " + b"x" * 250 + b"\n"
MANY = 20_000


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        with suppress(OSError):
            os.close(end)


def _read_until(last: bytes, end: int) -> list[bytes]:
    said, deadline = b"", time.monotonic() + 10
    while not said.endswith(last):
        assert time.monotonic() < deadline, said[-300:]
        if select.select([end], [], [], 0.1)[0]:
            said += os.read(end, 65_536)
    return said.splitlines(keepends=True)


def test_what_is_written_arrives_in_order_and_in_bundles_that_stay_whole(pipe: tuple[int, int]) -> None:
    heard, said = pipe
    output = LogOutput(said, dropped=lambda _: None)
    lines = [A_LINE % number for number in range(100)]
    for line in lines:
        _ = output.write(line)

    received: list[bytes] = []
    while sum(map(len, received)) < sum(map(len, lines)):
        received.append(os.read(heard, select.PIPE_BUF))

    assert b"".join(received) == b"".join(lines)


def test_a_pipe_that_nobody_reads_holds_nobody_up_and_what_is_missing_is_counted(pipe: tuple[int, int]) -> None:
    heard, said = pipe
    counted: list[int] = []

    def tell(lines: int) -> None:
        counted.append(lines)
        _ = output.write(b"told\n")

    output = LogOutput(said, dropped=tell)
    started = time.monotonic()
    for number in range(MANY):
        _ = output.write(A_LINE % number)
    assert time.monotonic() - started < 2

    # Somebody begins to read: what was kept is whole and in order, and they hear how much is missing.
    lines = _read_until(b"told\n", heard)
    numbers = [int(line[:5]) for line in lines if line != b"told\n"]
    assert numbers == sorted(set(numbers))
    assert all(line in {A_LINE % number, b"told\n"} for number, line in zip(numbers, lines, strict=False))
    assert len(numbers) + sum(counted) == MANY
    assert sum(counted) > MANY / 2


def test_a_reader_that_is_gone_harms_nobody(pipe: tuple[int, int]) -> None:
    heard, said = pipe
    os.close(heard)
    output = LogOutput(said, dropped=lambda _: None)

    for number in range(10):
        _ = output.write(A_LINE % number)
        time.sleep(0.03)
    output.finish()


def test_the_last_words_are_written_but_not_waited_for(pipe: tuple[int, int]) -> None:
    heard, said = pipe
    output = LogOutput(said, dropped=lambda _: None)
    _ = output.write(b"last words\n")
    output.finish()
    assert os.read(heard, 100) == b"last words\n"

    stuck = LogOutput(said, dropped=lambda _: None)
    for number in range(1_000):
        _ = stuck.write(A_LINE % number)
    started = time.monotonic()
    stuck.finish()
    assert time.monotonic() - started < 3


def test_a_pipe_that_refuses_to_wait_gets_everything_all_the_same(pipe: tuple[int, int]) -> None:
    heard, said = pipe
    os.set_blocking(said, False)
    output = LogOutput(said, dropped=lambda _: None)
    for number in range(1_000):
        _ = output.write(A_LINE % number)
    time.sleep(0.1)

    lines = _read_until(A_LINE % 999, heard)

    assert lines == [A_LINE % number for number in range(1_000)]
