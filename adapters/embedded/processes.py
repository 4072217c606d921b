"""The processes of one PostgreSQL, found by a mark in their titles (cluster_name)."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from adapters.embedded.errors import EmbeddedPostgresError

_PATIENCE = 30.0


def family(mark: str) -> list[psutil.Process]:
    """Return every living PostgreSQL process that carries the mark: the postmaster and its children."""
    return [process for process in psutil.process_iter() if _belongs(process, mark)]


def postmaster(data: Path, mark: str) -> int | None:
    """Return the process id of the postmaster that serves the data folder now, or None."""
    pid = _noted(data)
    if pid is None or not _is_postgres(pid):
        return None
    return pid if _belongs(psutil.Process(pid), mark) else None


def forget_dead_postmaster(data: Path) -> None:
    """Remove the postmaster.pid of a postmaster that is gone; another program may have its process id by now."""
    pid = _noted(data)
    if pid is None or not _is_postgres(pid):
        (data / "postmaster.pid").unlink(missing_ok=True)


def kill_family(mark: str) -> None:
    """Kill all of them by SIGKILL, and return when they are gone."""
    deadline = time.monotonic() + _PATIENCE
    while living := family(mark):
        # SIGSTOP first, so that the postmaster starts no children meanwhile.
        for process in living:
            _send(process.suspend)
        for process in family(mark):
            _send(process.kill)
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(f"PostgreSQL's process {living[0].pid} cannot be killed")
        time.sleep(0.005)


def kill_programs(folder: Path) -> None:
    """Kill what this process started to work on the folder, as initdb; whoever waits for it goes on."""
    for process in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            if any(str(folder) in part for part in process.cmdline()):
                process.kill()


def _noted(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _is_postgres(pid: int) -> bool:
    try:
        process = psutil.Process(pid)
        # A zombie counts as gone: it holds nothing, and in a container without init nobody reaps it.
        return process.status() != psutil.STATUS_ZOMBIE and process.name() == "postgres"
    except psutil.NoSuchProcess:
        return False


def _belongs(process: psutil.Process, mark: str) -> bool:
    try:
        return (
            process.name() == "postgres"
            and process.status() != psutil.STATUS_ZOMBIE
            and any(mark in part for part in process.cmdline())
        )
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def _send(signal: Callable[[], None]) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        signal()
