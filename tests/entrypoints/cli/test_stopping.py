"""However the end is asked for, and however often at once: the program ends, soon, and leaves nothing behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest

from adapters.postgres.kernel.migrations import TURN
from tests.e2e.program import ROOT, free_port, running

TIMES = 50
TERMINAL = "import pty, signal, sys; signal.signal(signal.SIGHUP, signal.{hangups}); pty.spawn(sys.argv[1:])"
STOPS_WITHIN_SECONDS = 8.0
"""Less than the ten after which a worker that does not stop is killed."""


def _stop_twice(process: int) -> None:
    os.kill(process, signal.SIGTERM)
    os.kill(process, signal.SIGINT)


def environment_of(data: Path, **more: str) -> dict[str, str]:
    return os.environ | {"APP_ENV": "development", "DATA_DIR": str(data), "PORT": str(free_port())} | more


def until(said: str, output: Path) -> None:
    deadline = time.monotonic() + 30
    while said not in output.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, output.read_text(encoding="utf-8")
        time.sleep(0.02)


def _living(family: list[psutil.Process], *, within: float) -> list[psutil.Process]:
    deadline = time.monotonic() + within
    while living := [process for process in family if _lives(process)]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    return living


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _end(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()


def test_two_signals_at_once_stop_it_each_of_fifty_times() -> None:
    command = [sys.executable, "-m", "tests.entrypoints.cli.served_often", str(TIMES), str(free_port())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as program:
        assert program.stdout is not None
        try:
            for each in range(TIMES):
                assert program.stdout.readline() == "serving\n"
                time.sleep(each % 10 / 500)
                _stop_twice(program.pid)
            said, _ = program.communicate(timeout=STOPS_WITHIN_SECONDS)
            assert said == "done\n"
            assert program.returncode == 0
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for those who stop a whole program: making one takes longer."""
    return tmp_path_factory.mktemp("stopping")


@pytest.mark.parametrize("everybody", [False, True])
def test_the_program_stops_whole_when_told_twice_or_process_by_process(folder: Path, *, everybody: bool) -> None:
    with running(folder / "data", folder / "output") as program:
        launcher = psutil.Process(program.process.pid)
        family = [launcher, *launcher.children(recursive=True)]
        started = time.monotonic()
        if everybody:  # as systemd does
            for process in family:
                process.terminate()
        else:
            _stop_twice(launcher.pid)
        assert program.process.wait(STOPS_WITHIN_SECONDS) == 0, program.output
        assert time.monotonic() - started < STOPS_WITHIN_SECONDS
    assert not _living(family, within=1)
    assert not (folder / "data" / "postgres" / "data" / "postmaster.pid").exists()
    assert "Traceback" not in program.output


@pytest.mark.parametrize("after", [0.1, 0.4, 0.8, 1.2, 1.8])
def test_a_start_that_is_interrupted_twice_leaves_no_database_behind(tmp_path: Path, after: float) -> None:
    command = [sys.executable, "-m", "entrypoints.cli", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=environment_of(tmp_path), stdout=subprocess.DEVNULL) as program:
        try:
            time.sleep(after)
            _stop_twice(program.pid)
            assert program.wait(STOPS_WITHIN_SECONDS) in {0, -signal.SIGTERM, -signal.SIGINT}
        finally:
            program.kill()
    assert not [
        each for each in psutil.process_iter(["cmdline"]) if str(tmp_path) in " ".join(each.info["cmdline"] or ())
    ]


def test_told_between_the_start_and_the_server_it_ends() -> None:
    command = [sys.executable, "-m", "tests.entrypoints.cli.served_often", "told before", str(free_port())]
    ended = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert (ended.returncode, ended.stdout.splitlines()[-1], ended.stderr) == (0, "done", "")


async def test_a_start_that_waits_for_another_ones_migration_ends(clean_database: str, tmp_path: Path) -> None:
    environment, output = environment_of(tmp_path, DATABASE_URL=clean_database), tmp_path / "output"
    waits = "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query ~ 'pg_try_advisory_lock'"
    other: Any = await asyncpg.connect(clean_database)  # asyncpg comes without types
    try:
        await other.execute("SELECT pg_advisory_lock($1)", TURN)
        with output.open("wb") as shown:
            command = (sys.executable, "-m", "entrypoints.cli", "run")
            program = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environment, stdout=shown, stderr=shown
            )
        try:
            async with asyncio.timeout(30):
                while not await other.fetchval(waits):
                    """It comes to that."""
            _stop_twice(program.pid)
            async with asyncio.timeout(STOPS_WITHIN_SECONDS):
                assert await program.wait() == 0
        finally:
            with suppress(ProcessLookupError):
                program.kill()
    finally:
        await other.close()
    assert output.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("nohup", [False, True])
def test_a_terminal_that_goes_away_under_make_ends_the_program_unless_nohup_said_so(
    tmp_path: Path, *, nohup: bool
) -> None:
    # Make leads the session, so the kernel tells make alone.
    makefile = tmp_path / "Makefile"
    _ = makefile.write_text(f"run:\n\t@{sys.executable} -m entrypoints.cli run\n")
    environment = environment_of(tmp_path, STORAGE="memory")
    terminal = TERMINAL.format(hangups="SIG_IGN" if nohup else "SIG_DFL")
    command = [sys.executable, "-c", terminal, "make", "-f", str(makefile), "run"]
    output = tmp_path / "output"
    with (
        output.open("wb") as shown,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=shown) as emulator,
    ):
        try:
            until("The API is explained", output)
            family = psutil.Process(emulator.pid).children(recursive=True)
        finally:
            emulator.kill()
    living = _living(family, within=3 if nohup else STOPS_WITHIN_SECONDS)
    try:
        assert bool(living) == nohup
    finally:
        for process in living:
            _end(process)
