"""What the program prints: one line a request, and nothing that is anybody's secret."""

import json
import time

from tests.e2e.program import Program


def _lines_of(program: Program, request_id: str) -> list[str]:
    deadline = time.monotonic() + 5
    while not (found := [line for line in program.output.splitlines() if request_id in line]):
        assert time.monotonic() < deadline, program.output[-2000:]
        time.sleep(0.02)
    return found


def test_a_request_is_one_line(program: Program) -> None:
    program.sign_in("one-line@example.com")
    user = program.client.get("/api/auth/verify").json()["user"]["id"]

    _ = program.client.get(f"/api/users/{user}?secret-query=1", headers={"X-Request-Id": "one-line-1"})

    lines = _lines_of(program, "one-line-1")
    assert len(lines) == 1
    said = json.loads(lines[0])
    assert said["method"] == "GET"
    assert said["path"].startswith("/api/users/{user_id")
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
