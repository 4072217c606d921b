"""What the program prints: one line a request, and nothing that is anybody's secret."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx

from tests.e2e.program import ROOT, Program, free_port


def _lines_of(program: Program, request_id: str) -> list[str]:
    deadline = time.monotonic() + 5
    while not (found := [line for line in program.output.splitlines() if request_id in line]):
        assert time.monotonic() < deadline, program.output[-2000:]
        time.sleep(0.02)
    return found


def test_a_request_is_one_line(program: Program) -> None:
    program.sign_in("one-line@example.com")
    user = program.client.get("/api/auth/verify").json()["user"]["id"]

    _ = program.client.get("/api/products?name=secret-query", headers={"X-Request-Id": "one-line-1"})

    lines = _lines_of(program, "one-line-1")
    assert len(lines) == 1
    said = json.loads(lines[0])
    assert said["method"] == "GET"
    assert said["path"] == "/api/products"
    assert said["status"] == 200
    assert said["milliseconds"] > 0
    assert said["user"] == user
    assert "secret-query" not in lines[0]


def test_an_unknown_path_is_not_repeated_in_the_log(program: Program) -> None:
    _ = program.client.get("/somebody@example.com", headers={"X-Request-Id": "unknown-1"})

    assert json.loads(_lines_of(program, "unknown-1")[0])["path"] == "unknown"
    assert "somebody" not in program.output


def test_no_body_token_or_email_is_ever_printed(program: Program) -> None:
    program.sign_in("secretive@example.com")
    token = program.client.headers["Authorization"].removeprefix("Bearer ")
    bodies = [
        ("/api/orders", '{"customer_name": "Hidden customer", "products": [{"name": "Hidden dish", "price": 1}]}'),
        ("/api/orders", '{"customer_name": "Hidden customer", "products": [{"name": "x", "price": 1, "quantity": 1}]}'),
        ("/api/users", '{"email": "secretive@example.com", "name": "Hidden name"}'),
        ("/api/auth/login", '{"email": "nobody-secretive@example.com"}'),
        ("/api/auth/login", '{"email": "secretive@example.com'),
    ]
    for path, body in bodies:
        answer = program.client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code < 500
    bad = {"Authorization": f"Bearer {token}broken", "X-Request-Id": "last-of-the-secrets"}
    assert program.client.get("/api/orders", headers=bad).status_code == 401

    _ = _lines_of(program, "last-of-the-secrets")
    output = program.output
    assert "secretive" not in output
    assert "Hidden" not in output
    assert token not in output
    assert token.split(".")[1] not in output


def test_probes_have_no_line_as_long_as_all_is_well(program: Program) -> None:
    for path in ("/health/live", "/health/ready", "/health/none"):
        _ = program.client.get(path, headers={"X-Request-Id": f"probe-{path[8:]}"})
    _ = program.client.get("/health/live", params={"page": "x" * 9_000}, headers={"X-Request-Id": "probe-refused"})

    _ = _lines_of(program, "probe-none"), _lines_of(program, "probe-refused")
    assert "probe-live" not in program.output
    assert "probe-ready" not in program.output


def test_a_log_that_nobody_reads_holds_no_order_up_and_no_end(tmp_path: Path) -> None:
    port = free_port()
    settings = {"APP_ENV": "development", "STORAGE": "memory", "DATA_DIR": str(tmp_path), "PORT": str(port)}
    settings["LOG_LEVEL"] = "debug"  # probes have lines then
    command = [sys.executable, "-m", "entrypoints.cli", "run"]
    with subprocess.Popen(  # noqa: S603  our own program
        command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
                _until_it_lives(client)
                # Of what the pipe and the program keep, more than enough.
                assert _ask_at_once(port, times=4_000) == 4_000
                _ = client.post("/api/users", json={"email": "ana@example.com", "name": "Ana"}).raise_for_status()
            program.send_signal(signal.SIGTERM)
            assert program.wait(8) == 0
            assert b'"event":"request"' in program.stdout.read()
        finally:
            program.kill()


def _until_it_lives(client: httpx.Client) -> None:
    deadline = time.monotonic() + 30
    while True:
        assert time.monotonic() < deadline
        try:
            _ = client.get("/health/live").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return


def _ask_at_once(port: int, *, times: int) -> int:
    """Return how many answers came."""
    answered = 0
    with closing(socket.create_connection(("127.0.0.1", port), 10)) as connection:
        for _ in range(times // 100):
            connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100)
            said = b""
            while said.count(b'{"status":"ok"}') < 100:
                received = connection.recv(65_536)
                assert received
                said += received
            answered += said.count(b"HTTP/1.1 200")
    return answered
