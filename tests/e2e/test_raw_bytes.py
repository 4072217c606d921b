"""Bytes that no client library would send, to the real server."""

import json

import pytest

from tests.e2e.program import Program

TOO_MUCH = b"{}" + b" " * 70_000
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
def test_a_body_over_64_kib_is_refused_whether_it_says_so_or_not(program: Program, path: str) -> None:
    assert _problem(program.raw(*_sized(path, TOO_MUCH)), 413) == "The body is larger than 64 KiB"
    assert _problem(program.raw(*_chunked(path, TOO_MUCH)), 413) == "The body is larger than 64 KiB"


def test_a_body_in_chunks_is_read(program: Program) -> None:
    assert _problem(program.raw(*_chunked("/api/orders", b"{}")), 400) == "Customer name is required"


def test_a_body_that_is_not_said_to_be_json_is_refused(program: Program) -> None:
    assert (
        _problem(program.raw(*_sized("/api/orders", b"{}", "text/plain")), 415) == "Send the body as application/json"
    )


@pytest.mark.parametrize("target", ["/nothing", "/%00", "/%ff%fe", "/a" * 3000, "//", "/%zz", "/?%00=%ff"])
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
