"""The processes of a benchmark: started, timed, and each stopped by its own id."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import psutil

_START_SECONDS = 60
_STOP_SECONDS = 15


@contextmanager
def serving(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], log: Path, port: int
) -> Generator[int]:
    """Run a server as long as the block lasts; yield its process id once it answers on the port."""
    with log.open("wb") as out:
        # Ctrl-C is for the benchmark, which then stops what it started.
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_live(process, port, log)
        yield process.pid
    finally:
        _stop(process)


def stop_as_ctrl_c_does() -> None:
    """Have SIGTERM end the benchmark so that it stops what it started."""
    _ = signal.signal(signal.SIGTERM, _interrupt)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid: int) -> float:
    """Return what a process and all its descendants used, those included that came and went meanwhile."""
    total = 0.0
    root = psutil.Process(pid)
    for process in [root, *root.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            used = process.cpu_times()
            total += used.user + used.system + used.children_user + used.children_system
    return total


def machine_seconds() -> tuple[float, float]:
    """Return the CPU seconds that the machine used, by whomever, and those it had; stolen time counts as used."""
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    # A guest's time is in the user's already.
    there_was = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
    return there_was - idle, there_was


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _wait_until_live(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=1),
        ):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} does not answer:\n{log.read_text(errors='replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        family = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            _ = process.wait(_STOP_SECONDS)
        for member in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                member.kill()  # psutil asks first whether the id is still the same process's
    if process.poll() is None:
        process.kill()
        _ = process.wait()
