"""The program as a person starts it, and bytes as only a stranger would send them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import httpx
from prometheus_client.parser import text_string_to_metric_families

ROOT: Final = Path(__file__).parents[2]
_STARTS_WITHIN_SECONDS: Final = 25
_ANSWERS_WITHIN_SECONDS: Final = 10


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def scraped(port: int) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Return what the program has counted, by name and labels."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").raise_for_status().text
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}


class Program:
    """`python -m entrypoints.cli run`, running."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, output: Path) -> None:
        self.process = process
        self.port = port
        self._output = output
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_ANSWERS_WITHIN_SECONDS)

    @property
    def output(self) -> str:
        """Everything it has printed so far."""
        return self._output.read_text(encoding="utf-8")

    def interrupt(self, *, within: float) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(within)

    def sign_in(self, email: str) -> None:
        """Register somebody, and make the client carry their token from here on."""
        _ = self.client.post("/api/users", json={"email": email, "name": "Ana"}).raise_for_status()
        self.sign_in_again(email)

    def sign_in_again(self, email: str) -> None:
        """Make the client carry a registered person's token from here on."""
        answer = self.client.post("/api/auth/login", json={"email": email}).raise_for_status()
        self.client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def raw(self, head: str, body: bytes) -> bytes:
        """Return what comes back for a request line with headers, and a body, to the byte."""
        lines = f"{head}\r\nHost: localhost\r\nConnection: close\r\n"
        if "Authorization" in self.client.headers:
            lines += f"Authorization: {self.client.headers['Authorization']}\r\n"
        with closing(socket.create_connection(("127.0.0.1", self.port), _ANSWERS_WITHIN_SECONDS)) as connection:
            # It may have refused already; the answer can be read all the same.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(lines.encode() + b"\r\n" + body)
            return _all(connection)


def _all(connection: socket.socket) -> bytes:
    received = b""
    with suppress(ConnectionResetError):
        while chunk := connection.recv(65_536):
            received += chunk
    return received


@contextmanager
def running(data_dir: Path, output: Path, **more: str) -> Generator[Program]:
    """Yield the program once it answers. What it keeps is in the data folder, what it prints in the output file."""
    port = free_port()
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    settings = {"APP_ENV": "development", "DATA_DIR": str(data_dir), "HOST": "127.0.0.1", "PORT": str(port)}
    with output.open("ab") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "entrypoints.cli", "run"],
            cwd=ROOT,
            env=environment | settings | {"WORKERS": "2", "PYTHONUNBUFFERED": "1"} | more,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    program = Program(process, port, output)
    try:
        _until_it_answers(program)
        yield program
    finally:
        program.client.close()
        if process.poll() is None:
            _ = program.interrupt(within=_ANSWERS_WITHIN_SECONDS)


def _until_it_answers(program: Program) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
    while True:
        assert program.process.poll() is None, program.output
        assert time.monotonic() < deadline, program.output
        try:
            if program.client.get("/health/ready").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
