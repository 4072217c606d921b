"""Bytes that no client library would send, to the real server."""

import json
import socket
import struct
import time
from contextlib import closing

import pytest

from tests.e2e.program import Program

PATHS = ["/api/orders", "/api/users", "/api/auth/login", "/api/products"]


def _sized(path: str, body: bytes, kind: str = "application/json") -> tuple[str, bytes]:
    return f"POST {path} HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}", body


def _chunked(path: str, body: bytes) -> tuple[str, bytes]:
    chunks = [body[start : start + 8000] for start in range(0, len(body), 8000)]
    framed = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    head = f"POST {path} HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
    return head, framed + b"0\r\n\r\n"


def _problem(answer: bytes, status: int) -> str:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode()), answer[:300]
    assert b"content-type: application/problem+json" in head.lower()
    if b"transfer-encoding: chunked" in head.lower():
        body = body.partition(b"\r\n")[2].rpartition(b"\r\n0")[0]
    problem = json.loads(body)
    assert problem["status"] == status
    return str(problem["message"])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b'{"email": "\xc3("}', b'{"customer_name": "\xed\xa0\x80"}', b'{"name": "\xc0\x80"}']
)
def test_invalid_utf_8_is_refused(program: Program, path: str, body: bytes) -> None:
    assert _problem(program.raw(*_sized(path, body)), 400) == "The body is not valid JSON"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("body", [b"[" * 60_000, b'{"a":' * 10_000, b"[" * 30_000 + b"]" * 30_000])
def test_deep_nesting_is_refused(program: Program, path: str, body: bytes) -> None:
    assert _problem(program.raw(*_sized(path, body)), 400) == "The body is not valid JSON"


@pytest.mark.parametrize("path", PATHS)
def test_a_body_over_the_limit_is_refused_whether_it_says_so_or_not(program: Program, path: str) -> None:
    kib = 320 if path == "/api/orders" else 64
    too_much = b"{}" + b" " * (kib * 1024)
    assert _problem(program.raw(*_sized(path, too_much)), 413) == f"The body is larger than {kib} KiB"
    assert _problem(program.raw(*_chunked(path, too_much)), 413) == f"The body is larger than {kib} KiB"


def test_a_body_in_chunks_is_read(program: Program) -> None:
    assert _problem(program.raw(*_chunked("/api/orders", b"{}")), 400) == "Customer name is required"


def test_a_body_that_is_not_said_to_be_json_is_refused(program: Program) -> None:
    assert (
        _problem(program.raw(*_sized("/api/orders", b"{}", "text/plain")), 415) == "Send the body as application/json"
    )


@pytest.mark.parametrize("target", ["/nothing", "/%00", "/%ff%fe", "/a" * 3000, "//api", "/%zz", "/api?%00=%ff"])
def test_a_strange_target_is_nowhere(program: Program, target: str) -> None:
    assert _problem(program.raw(f"GET {target} HTTP/1.1", b""), 404) == "There is nothing at this path"


@pytest.mark.parametrize("line", ["GARBAGE", "GET / HTTP/9.9", "GET /api/orders HTTP/1.1\r\nContent-Length: -1"])
def test_what_is_no_http_harms_nobody(program: Program, line: str) -> None:
    answer = program.raw(line, b"")

    assert not answer or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.0 400", b"HTTP/1.1 505"))
    assert program.client.get("/health/live").status_code == 200


@pytest.mark.parametrize("keys", [["one", "two"], ["one", "one"], ["k\u00e9y"], [""]])
def test_a_key_that_is_sent_twice_or_in_strange_letters_is_none(program: Program, keys: list[str]) -> None:
    head, body = _sized("/api/users", b'{"email": "key@example.com", "name": "Key"}')
    lines = "".join(f"\r\nIdempotency-Key: {key}" for key in keys)
    assert _problem(program.raw(head + lines, body), 400).startswith("An Idempotency-Key has 1 to 255")


@pytest.mark.parametrize("lines", ["Restaurant: restaurant\r\nRestaurant: other", "Restaurant: a, b", "Restaurant: a,"])
def test_two_restaurants_are_refused(program: Program, lines: str) -> None:
    head, body = _sized("/api/users", b'{"email": "two@example.com", "name": "Two"}')
    assert _problem(program.raw(f"{head}\r\n{lines}", body), 400).startswith("This request names different")


@pytest.mark.parametrize("path", ["/api/orders", "/health/live", "/nothing"])
def test_two_hosts_are_refused(program: Program, path: str) -> None:
    answer = program.raw(f"GET {path} HTTP/1.1\r\nHost: elsewhere", b"")

    assert _problem(answer, 400) == "A request has one Host header"


def test_no_host_is_refused_where_there_has_to_be_one(program: Program) -> None:
    assert _problem(_sent(program, b"GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n"), 400)
    assert _sent(program, b"GET /health/live HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.0 200 ")


CHUNKED = "POST /api/users HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
SIZED = "POST /api/users HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100"


@pytest.mark.parametrize(
    "body",
    [b"zz\r\n{}", b"2\r\n{}xx\r\n0\r\n\r\n", b"f" * 17 + b"\r\n{}", b"2\r\n{}\r\n0\r\nno trailer\r\n\r\n", b"-2\r\n{}"],
)
def test_a_chunk_that_is_none_is_no_fault_of_ours(program: Program, body: bytes) -> None:
    assert _problem(program.raw(CHUNKED, body), 400) == "The body did not arrive whole"


@pytest.mark.parametrize(("head", "body"), [(SIZED, b'{"ema'), (CHUNKED, b'64\r\n{"ema'), (CHUNKED, b"")])
@pytest.mark.parametrize("reset", [True, False])
def test_who_goes_away_in_the_middle_of_a_body_is_no_fault_of_ours(
    program: Program, head: str, body: bytes, *, reset: bool
) -> None:
    sent = f"{head}\r\nHost: localhost\r\nX-Request-Id: gone-{len(body)}-{reset}-{head[-3:]}\r\n\r\n".encode() + body
    with closing(socket.create_connection(("127.0.0.1", program.port), 5)) as going:
        going.sendall(sent)
        time.sleep(0.1)
        if reset:
            going.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    lines = _logged(program, f"gone-{len(body)}-{reset}-{head[-3:]}")
    assert [line["status"] for line in lines if line["event"] == "request"] == [400]
    assert [line["event"] for line in lines if line["level"] == "error"] == []


def _logged(program: Program, request_id: str) -> list[dict[str, object]]:
    deadline = time.monotonic() + 5
    while True:
        lines = [json.loads(line) for line in program.output.splitlines() if f'"{request_id}"' in line]
        if any(line["event"] == "request" for line in lines):
            return lines
        assert time.monotonic() < deadline, program.output[-2000:]
        time.sleep(0.05)


def _sent(program: Program, request: bytes) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", program.port), 5)) as connection:
        connection.sendall(request)
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    return received


@pytest.mark.parametrize("method", ["A" * 60_000, "GET" * 100, "canary"])
def test_a_method_that_somebody_made_up_is_not_logged(program: Program, method: str) -> None:
    assert b" 405 " in program.raw(f"{method} /health/live HTTP/1.1\r\nX-Request-Id: made-up", b"")[:20]
    assert method not in program.output


@pytest.mark.parametrize(
    "line",
    [
        f"GET /docs/files/{'a' * 60_000} HTTP/1.1",
        f"GET /{'a' * 60_000}@example.com HTTP/1.1",
        f"GET /api/orders?{'a=b&' * 15_000} HTTP/1.1",
        f"GET /api/reports/products HTTP/1.1\r\nAccept: {'a/b,' * 75_000}",
    ],
)
def test_a_long_request_takes_no_longer_than_a_short_one(program: Program, line: str) -> None:
    short, long = (min(_seconds(program, each) for _ in range(5)) for each in ("GET /docs/files/a HTTP/1.1", line))
    assert long < 0.05 + 10 * short


def _seconds(program: Program, line: str) -> float:
    began = time.perf_counter()
    answer = program.raw(line, b"")
    taken = time.perf_counter() - began
    assert answer.startswith(b"HTTP/1.1 4"), answer[:100]
    return taken
