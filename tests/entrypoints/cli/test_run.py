"""`run` and `migrate` as a person meets them: what they print, how they refuse, how they end, what they leave."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
OURS = {"APP_ENV", "AUTH_MODE", "DATABASE_URL", "STORAGE", "DATA_DIR", "HOST", "PORT", "WORKERS", "LOG_LEVEL"} | {
    "JWT_SECRET_KEY",
    "SETUP_TOKEN",
}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return inherited | {"APP_ENV": "development", "DATA_DIR": str(data), "PORT": str(port), **more}


def ended(command: str, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command that ends by itself; return its exit code and what it said on standard error."""
    line = [sys.executable, "-m", "entrypoints.cli", command]
    done = subprocess.run(
        line, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    return done.returncode, done.stderr


@contextmanager
def started(environment: dict[str, str], output: Path) -> Generator[subprocess.Popen[bytes]]:
    """Start `run` as a terminal does: in a process group of its own, which a Ctrl-C reaches as a whole."""
    line = [sys.executable, "-m", "entrypoints.cli", "run"]
    ours = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # who runs the tests by nohup ignores it, and so would a child
    with (
        output.open("wb") as out,
        subprocess.Popen(line, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True) as program,
    ):
        _ = signal.signal(signal.SIGHUP, ours)
        try:
            yield program
        finally:
            if program.poll() is None:
                program.terminate()


def until(said: str, output: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while said not in output.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, output.read_text(encoding="utf-8")
        time.sleep(0.02)
    return output.read_text(encoding="utf-8")


def stopped(program: subprocess.Popen[bytes], number: int) -> int:
    """Signal the whole group, wait for the end, and return the exit code; nothing may be left of the program."""
    family = [psutil.Process(program.pid), *psutil.Process(program.pid).children(recursive=True)]
    os.killpg(program.pid, number)
    code = program.wait(PATIENCE)
    assert not psutil.wait_procs(family, timeout=PATIENCE)[1]
    return code


def test_it_says_where_to_look_and_the_next_start_finds_the_data(tmp_path: Path, port: int) -> None:
    mine = environment(tmp_path / "data", port)
    output = tmp_path / "said"
    with started(mine, output) as program:
        said = until("The API is explained", output)
        lines = [json.loads(line) for line in said.splitlines()]
        events = {line["event"]: line["level"] for line in lines}
        assert events[f"Restaurant takes orders at http://localhost:{port}"] == "info"
        assert events[f"Waiters, cooks and managers work at http://localhost:{port}/app/"] == "info"
        assert events[f"The API is explained at http://localhost:{port}/docs"] == "info"
        user = {"email": "ada@example.com", "name": "Ada"}
        assert httpx.post(f"http://127.0.0.1:{port}/api/users", json=user).status_code == 201
        assert stopped(program, signal.SIGINT) == 0

    with started(mine, output) as program:
        _ = until("The API is explained", output)
        signed_in = httpx.post(f"http://127.0.0.1:{port}/api/auth/login", json={"email": "ada@example.com"})
        assert signed_in.json()["user"]["name"] == "Ada"
        assert stopped(program, signal.SIGTERM) == 0
    assert not (tmp_path / "data" / "postgres" / "data" / "postmaster.pid").exists()
    assert "Traceback" not in output.read_text(encoding="utf-8")


def test_memory_is_served_by_one_worker_that_ends_with_a_killed_launcher(tmp_path: Path, port: int) -> None:
    output = tmp_path / "said"
    with started(environment(tmp_path / "data", port, STORAGE="memory", WORKERS="4"), output) as program:
        assert "one worker" in until("The API is explained", output)
        workers = [
            child for child in psutil.Process(program.pid).children() if "--multiprocessing-fork" in child.cmdline()
        ]
        assert len(workers) == 1

        program.kill()

        assert not psutil.wait_procs(workers, timeout=PATIENCE)[1]
    with pytest.raises(httpx.ConnectError):
        _ = httpx.get(f"http://127.0.0.1:{port}/health/live")


def test_a_closed_terminal_ends_it(tmp_path: Path, port: int) -> None:
    output = tmp_path / "said"
    with started(environment(tmp_path / "data", port, STORAGE="memory"), output) as program:
        _ = until("The API is explained", output)

        assert stopped(program, signal.SIGHUP) == 0


def test_a_port_that_is_taken_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = int(other.getsockname()[1])

        code, said = ended("run", environment(tmp_path / "data", taken))

    assert (code, said) == (
        1,
        f"Error: port {taken} is taken: stop the program that uses it, or set PORT to another one\n",
    )
    assert not (tmp_path / "data" / "postgres").exists()


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_data_folder_that_cannot_be_written_is_refused(tmp_path: Path, port: int, command: str) -> None:
    (tmp_path / "file").touch()

    code, said = ended(command, environment(tmp_path / "file" / "data", port))

    assert code == 1
    assert said.startswith("Error: ")
    assert said.endswith(": Not a directory\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_that_cannot_be_reached_is_refused_without_its_password(
    tmp_path: Path, port: int, command: str
) -> None:
    url = f"postgresql://waiter:hunter2@127.0.0.1:{port}/orders"

    code, said = ended(command, environment(tmp_path / "data", port, DATABASE_URL=url))

    assert code == 1
    assert said.startswith(f"Error: the database at 127.0.0.1:{port}/orders cannot be used: ")
    assert said.count("\n") == 1
    assert "hunter2" not in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "http", "PORT must be a number from 1 to 65535, not 'http'"),
        ("APP_ENV", "production", "APP_ENV is production (as it is when not set), which refuses to start: "),
    ],
)
def test_a_bad_setting_is_refused_with_a_code_of_its_own(
    tmp_path: Path, port: int, name: str, value: str, said: str
) -> None:
    code, line = ended("run", environment(tmp_path / "data", port) | {name: value})

    assert code == 2, said
    assert line.startswith(f"Error: {said}")
    assert line.count("\n") == 1


@pytest.mark.parametrize(("command", "storage"), [("run", "memory"), ("migrate", "postgres")])
@pytest.mark.parametrize(
    ("name", "value"), [("CURRENCY", "XXQ"), ("SLUG", "api"), ("NAME", "\u200b"), ("TIME_ZONE", "X/Y")]
)
def test_what_no_restaurant_can_be_is_a_bad_setting_wherever_things_are_kept(
    tmp_path: Path, port: int, command: str, storage: str, name: str, value: str
) -> None:
    setting = {f"RESTAURANT_{name}": value, "STORAGE": storage}
    code, said = ended(command, environment(tmp_path / "data", port, **setting))

    assert code == 2, said
    assert said.startswith(f"Error: RESTAURANT_{name} must be ")
    assert said.count("\n") == 1


def test_memory_has_nothing_to_migrate(tmp_path: Path, port: int) -> None:
    assert ended("migrate", environment(tmp_path / "data", port, STORAGE="memory")) == (
        1,
        "Error: STORAGE is memory, which has no schema\n",
    )
