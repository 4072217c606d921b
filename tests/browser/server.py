"""The program as a person starts it, for browsers to use: it can be killed, and come back with what it had."""

import os
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

import httpx
import psutil

ROOT: Final = Path(__file__).parents[2]
_PROGRAM: Final = ROOT / ".venv" / "bin" / "python"
_STARTS_WITHIN_SECONDS: Final = 100
_STOPS_WITHIN_SECONDS: Final = 20


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`python -m entrypoints.cli run` on an address that stays the same."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = _free_port()
        self.address = f"http://localhost:{self.port}"
        self.data = folder / "data"
        self._output = folder / "output"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        own = {"APP_ENV": "development", "DATA_DIR": str(self.data), "PORT": str(self.port), "WORKERS": "1"}
        self._environment = {**kept, **own, **settings}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return once it answers."""
        with self._output.open("ab") as printed:
            self._process = subprocess.Popen(
                [_PROGRAM, "-m", "entrypoints.cli", "run"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
        while not self._answers():
            assert self._process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.1)

    def run(self, *command: str) -> None:
        """Run a command of the program on the same data, to its end."""
        done = subprocess.run(
            [_PROGRAM, "-m", "entrypoints.cli", *command],
            cwd=ROOT,
            env=self._environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop, as Ctrl-C does or as `how` says."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            _ = self._process.wait(_STOPS_WITHIN_SECONDS)

    def kill(self) -> None:
        """Have all of it die at once, its PostgreSQL too, as when the power goes."""
        assert self._process is not None
        family = [psutil.Process(self._process.pid), *psutil.Process(self._process.pid).children(recursive=True)]
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        _ = self._process.wait(_STOPS_WITHIN_SECONDS)
        _ = psutil.wait_procs(family, timeout=_STOPS_WITHIN_SECONDS)

    @property
    def output(self) -> str:
        """All that it has printed so far."""
        return self._output.read_text(encoding="utf-8")

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health/ready").is_success
        except httpx.TransportError:
            return False


class Client:
    """Somebody who calls the API without a browser, to arrange what a page is to show, and to see what came of it."""

    def __init__(self, server: Server, headers: dict[str, str] | None = None) -> None:
        self._client = httpx.Client(base_url=server.address, headers=headers or {}, timeout=30)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """Return the answer's JSON, or fail with what was said."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self._client.request(method, path, json=body, headers=named)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def get(self, path: str) -> Any:
        """Return what is there."""
        return self.call("GET", path)

    def post(self, path: str, body: object, **headers: str) -> Any:
        """Return what was made or done."""
        return self.call("POST", path, body, **headers)

    def import_menu(self, rows: str) -> Any:
        """Return what was made of a menu as CSV."""
        answer = self._client.post("/api/products/import", content=rows, headers={"Content-Type": "text/csv"})
        assert answer.is_success, answer.text
        return answer.json()

    def text(self, path: str) -> str:
        """Return what is there, as a text."""
        answer = self._client.get(path, headers={"Accept": "text/plain"})
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.text

    def close(self) -> None:
        """End."""
        self._client.close()


def person(server: Server, name: str, role: str) -> Client:
    """Return somebody who was registered in open mode, and is signed in."""
    email = f"{name.lower()}@example.com"
    stranger = Client(server)
    _ = stranger.post("/api/users", {"email": email, "name": name, "role": role})
    token = stranger.post("/api/auth/login", {"email": email})["access_token"]
    stranger.close()
    return Client(server, {"Authorization": f"Bearer {token}"})


def first_manager(server: Server, email: str, password: str) -> Client:
    """Return the first manager of a restaurant in managed mode, signed in."""
    stranger = Client(server)
    token = (server.data / "setup-token").read_text(encoding="utf-8").strip()
    user = {"email": email, "name": "Mia", "password": password, "role": "manager"}
    _ = stranger.post("/api/users", user, Setup_Token=token)
    token = stranger.post("/api/auth/login", {"email": email, "password": password})["access_token"]
    stranger.close()
    return Client(server, {"Authorization": f"Bearer {token}"})
