"""Schemathesis against the program as a person starts it: requests made of the OpenAPI document, and against it."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from tests.e2e.program import Program, running
from tests.http.managed import PASSWORD, SETUP_TOKEN

MODES: Final = ("open", "managed")
BOSS: Final = {"email": "boss@example.com", "name": "Boss", "role": "manager", "password": PASSWORD}
CHECKS: Final = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance"
)
# These end the session that the others are tried with, so they are tried last, and on their own.
_LAST: Final = "/api/auth/logout"
_ENDLESS: Final = "/api/events/stream"
"""Its answers end with the token: tests/e2e/test_event_stream.py listens to them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went: whether every answer was as documented, how many requests were sent, and what was said."""

    clean: bool
    sent: int
    said: str


def fuzz(mode: str, folder: Path, *, examples: int, seed: int, seconds: int | None = None) -> Outcome:
    """Return how the program in this mode took so many examples an operation, again and again for so many seconds."""
    settings = {"AUTH_MODE": mode, "SETUP_TOKEN": SETUP_TOKEN, "RATE_LIMIT": "0"}
    limits = [f"--max-examples={examples}", f"--seed={seed}", "--phases=examples,coverage,fuzzing"]
    if seconds is not None:
        limits.append(f"--max-time={seconds}")
    with running(folder / "data", folder / "output", **settings) as program:
        first, second = _token(program), _token(program)
        runs = [
            _run(program, first, *limits, f"--exclude-path-regex={_LAST}|{_ENDLESS}"),
            _run(program, second, f"--max-examples={examples}", f"--include-path-regex={_LAST}"),
        ]
        assert program.client.get("/health/ready").is_success
    said = "\n".join(run.stdout for run in runs)
    sent = sum(map(int, re.findall(r"(\d+) generated", said)))
    return Outcome(all(run.returncode == 0 for run in runs), sent, said)


def _token(program: Program) -> str:
    api = f"http://127.0.0.1:{program.port}/api"
    _ = httpx.post(f"{api}/users", json=BOSS, headers={"Setup-Token": SETUP_TOKEN})
    return str(httpx.post(f"{api}/auth/login", json=BOSS).raise_for_status().json()["access_token"])


def _run(program: Program, token: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    document = f"http://127.0.0.1:{program.port}/openapi.json"
    command = [sys.executable, "-m", "schemathesis.cli", "run", document, f"--checks={CHECKS}"]
    header = f"--header=Authorization: Bearer {token}"
    return subprocess.run([*command, header, *arguments], check=False, capture_output=True, text=True)
