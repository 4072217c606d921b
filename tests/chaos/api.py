"""The real server as a person starts it, made to die in every way."""

import os
import socket
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Self

import httpx
import psutil

PROJECT = Path(__file__).parents[2]
WORKERS = 2
_PATIENCE = 20.0


class Api:
    """`python -m entrypoints.cli run`: a launcher and its workers, at one port for as long as the trial lasts."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / "api.log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COV_")},
            "APP_ENV": "development",
            "DATABASE_URL": database_url,
            "JWT_SECRET_KEY": "nothing is secret while the house burns",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WORKERS": str(WORKERS),
            "LOG_LEVEL": "warning",
            "PYTHONPATH": str(PROJECT),
        }
        self._folder = folder
        self._process: psutil.Popen | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start, and return when it answers."""
        command = [sys.executable, "-m", "entrypoints.cli", "run"]
        with self._log.open("ab") as log:
            self._process = psutil.Popen(command, cwd=self._folder, env=self._environment, stdout=log, stderr=log)
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.kill()
            raise

    def terminate(self) -> int:
        """Ask it to stop as Docker does, and return its exit code once it is gone."""
        launcher, workers = self._launcher(), self._launcher().children()
        launcher.terminate()
        code = launcher.wait(_PATIENCE)
        _ = psutil.wait_procs(workers, _PATIENCE)
        return int(code or 0)

    def kill(self) -> None:
        """`kill -9` every process of it; return when all are gone."""
        if self._process is None:
            return
        with suppress(psutil.NoSuchProcess):
            family = [self._process, *self._process.children(recursive=True)]
            for process in family:
                _kill(process)
            _ = psutil.wait_procs(family, _PATIENCE)
        _ = self._process.wait(_PATIENCE)

    def kill_worker(self) -> int:
        """`kill -9` one worker and return the process id it had."""
        worker = self.workers()[0]
        worker.kill()
        _ = psutil.wait_procs([worker], _PATIENCE)
        return worker.pid

    def workers(self) -> list[psutil.Process]:
        """Return the processes that take requests now."""
        return [child for child in self._launcher().children() if _listens(child)]

    def said(self) -> str:
        """Return the end of its log."""
        return self._log.read_text(errors="replace")[-4000:]

    def _launcher(self) -> psutil.Popen:
        assert self._process is not None, "it was never started"
        return self._process

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while True:
            assert self._launcher().poll() is None, f"the API ended:\n{self.said()}"
            assert time.monotonic() < deadline, f"the API did not start:\n{self.said()}"
            with suppress(httpx.TransportError):
                if len(self.workers()) == WORKERS and httpx.get(f"{self.url}/health/live", timeout=1).is_success:
                    return
            time.sleep(0.02)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()


def _listens(process: psutil.Process) -> bool:
    try:
        return any(each.status == psutil.CONN_LISTEN for each in process.net_connections())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False
