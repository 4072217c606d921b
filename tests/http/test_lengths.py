"""Texts of 60 kB wherever a stranger can put one: they take no longer than their length says, and do no harm."""

import json
from collections.abc import Generator
from typing import Final

import pytest

from entrypoints.settings import Settings
from tests.growth import LONG, grows_no_faster, no_slower
from tests.http.api import ESPRESSO, SECRET, serving
from tests.http.stranger import Stranger

PIECES: Final = ["a", "a@", "\u0301", "\u0345\u0301", "\u200b", " ", "\ufdfa", "x.", '\\"', "%", "/", ",", "9", "é@é."]
"""Letters, marks that are put in order, nothing to be seen, one that becomes eighteen, and what texts are cut at."""
HEADERS: Final = [
    "Accept",
    "Accept-Encoding",
    "Authorization",
    "Content-Encoding",
    "Content-Type",
    "Cookie",
    "Device-Token",
    "Forwarded",
    "Host",
    "Idempotency-Key",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "Setup-Token",
    "Traceparent",
    "Tracestate",
    "X-Forwarded-For",
    "X-Forwarded-Prefix",
    "X-Request-Id",
]


@pytest.fixture(scope="module")
def stranger() -> Generator[Stranger]:
    """Return somebody who sends anything anywhere."""
    with serving(Settings(app_env="development", storage="memory", jwt_secret_key=SECRET, log_level="info")) as api:
        yield Stranger(api)


def _no_fault(status: int) -> None:
    assert 200 <= status < 500


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("path", ["/", "/docs/files/", "/api/users/", "/api/orders/", "/api/products/"])
def test_of_a_path(stranger: Stranger, path: str, piece: str) -> None:
    grows_no_faster(lambda text: _no_fault(stranger.status("GET", path + text)), piece)
    grows_no_faster(lambda text: _no_fault(stranger.status("GET", path + text[:8_000])), piece)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/orders", "customer_name"),
        ("/api/orders", "cursor"),
        ("/api/orders", "start_date"),
        ("/api/orders", "page"),
        ("/api/orders", "waiter"),
        ("/api/products", "name"),
        ("/api/reports/products", "product"),
        ("/api/reports/products", "limit"),
        ("/api/reports/products", "sort_by"),
        ("/api/orders", ""),
    ],
)
def test_of_a_query_string(stranger: Stranger, path: str, name: str, piece: str) -> None:
    before = f"{name}=" if name else ""
    for most in (LONG, 8_000):
        grows_no_faster(
            lambda text, most=most: _no_fault(stranger.status("GET", path, query=(before + text).encode()[:most])),
            piece,
        )


@pytest.mark.parametrize("piece", ["a", ",", ";q=", '"', "1.1.1.1,", "a/b,", "=", "\\", "a=b;", " ", "\xe9"])
@pytest.mark.parametrize("header", HEADERS)
def test_of_a_header(stranger: Stranger, header: str, piece: str) -> None:
    for most in (LONG, 8_000):
        grows_no_faster(
            lambda text, most=most: _no_fault(
                stranger.status("GET", "/api/reports/products", headers={header: text.encode("latin-1")[:most]})
            ),
            piece,
        )


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/auth/login", {"email": "#"}),
        ("/api/auth/login", {"email": "a#@example.com"}),
        ("/api/auth/login", {"email": "a@#.com"}),
        ("/api/users", {"email": "a#@example.com", "name": "Ana"}),
        ("/api/users", {"email": "a@#.com", "name": "Ana"}),
        ("/api/users", {"email": "a@example.com", "name": "#"}),
        ("/api/users", {"email": "a@example.com", "name": "x#"}),
        ("/api/orders", {"customer_name": "x#", "products": [ESPRESSO]}),
        ("/api/orders", {"customer_name": "Bob", "products": [ESPRESSO | {"name": "x#x"}]}),
        ("/api/orders", {"customer_name": "Bob", "products": [ESPRESSO | {"price": "#"}]}),
        ("/api/orders", {"customer_name": "Bob", "products": [ESPRESSO], "#": 1}),
        ("/api/products", {"name": "x#", "price": 1}),
        ("/api/products", {"name": "x", "price": 1, "#": 1}),
    ],
)
def test_of_a_value_in_a_body(stranger: Stranger, path: str, body: object, piece: str) -> None:
    written = json.dumps(body)

    def send(text: str) -> None:
        said = json.dumps(text[: LONG // 2], ensure_ascii=False)[1:-1]
        _no_fault(stranger.status("POST", path, body=written.replace("#", said).encode()))

    grows_no_faster(send, piece)


@pytest.mark.parametrize(
    "piece", ["9", "0", "1e", "[", "[],", '{"a":', "1,", '"\\u0301",', "0.", "1.5,", "1e99,", "-", " ", "é", '"a":1,']
)
@pytest.mark.parametrize(
    "before", ["", "[", "{", '{"customer_name": "Bob", "products": [{"name": "Tea", "quantity": 1, "price": 1.']
)
def test_of_a_body(stranger: Stranger, before: str, piece: str) -> None:
    grows_no_faster(
        lambda text: _no_fault(
            stranger.status("POST", "/api/orders", body=(before + text).encode(), headers={"Idempotency-Key": b"key"})
        ),
        piece,
    )


def test_an_address_that_is_too_long_is_told_so(stranger: Stranger) -> None:
    status, body = stranger.answer("GET", "/" + "a" * 9_000)
    assert (status, json.loads(body)) == (
        414,
        {
            "type": "/problems/address-too-long",
            "title": "Address too long",
            "status": 414,
            "detail": "A path and a query string have 8,192 bytes at most each",
            "instance": "/" + "a" * 99,
            "message": "A path and a query string have 8,192 bytes at most each",
        },
    )
    assert stranger.status("GET", "/api/products", query=b"name=" + b"a" * 9_000) == 414


def test_headers_that_are_too_long_are_told_so(stranger: Stranger) -> None:
    status, body = stranger.answer("GET", "/health/live", headers={"X-A": b"a" * 9_000})
    says = "A header has 8,192 bytes at most, all of them together 32,768"
    assert (status, json.loads(body)["message"]) == (431, says)
    together = {f"X-{number}": b"a" * 8_000 for number in range(5)}
    assert stranger.status("GET", "/health/live", headers=together) == 431
    assert stranger.status("GET", "/health/live", headers=dict(list(together.items())[:3])) == 200


@pytest.mark.parametrize(
    "query", [b"limit=\xff", b"\xff=1", b"start_date=%ff", b"limit=%ff", b"name=%ed%a0%80", b"limit=%00"]
)
@pytest.mark.parametrize("path", ["/api/products", "/api/reports/products", "/health/live", "/nothing", "//", "/docs"])
@pytest.mark.parametrize("host", [b"[", b"[::1", b"]:80", b"a@b", b"\xff", b"", b"a b", b"/", b"a#?"])
def test_what_no_address_looks_like_is_no_fault_of_ours(
    stranger: Stranger, path: str, query: bytes, host: bytes
) -> None:
    _no_fault(stranger.status("GET", path, query=query, headers={"Host": host}))


@pytest.mark.parametrize("marks", ["\u0301", "\u0345\u0301", "\ufdfa", "\U0001d15e", "\u1100\u1161", "a", "\u200b"])
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/auth/login", '{"email": "a#@example.com"}'),
        ("/api/auth/login", '{"email": "a@#.com"}'),
        ("/api/users", '{"email": "a#@example.com", "name": "Ana"}'),
        ("/api/users", '{"email": "a@#.com", "name": "Ana"}'),
        ("/api/users", '{"email": "b@example.com", "name": "a#"}'),
        ("/api/orders", '{"customer_name": "a#", "products": [{"name": "Tea", "price": 1, "quantity": 1}]}'),
        ("/api/orders", '{"customer_name": "Bob", "products": [{"name": "a#", "price": 1, "quantity": 1}]}'),
    ],
)
def test_what_cannot_be_is_refused_before_anybody_works_on_it(
    stranger: Stranger, path: str, body: str, marks: str
) -> None:
    no_slower(
        lambda text: stranger.status("POST", path, body=body.replace("#", text).encode()),
        marks * (20_000 // len(marks)),
        marks,
    )


@pytest.mark.parametrize("piece", [",", "a/b,", "*/*,", "a=b;", "text/csv;q=0.1,"])
def test_a_long_accept_is_not_weighed(stranger: Stranger, piece: str) -> None:
    no_slower(
        lambda text: stranger.status("GET", "/api/reports/products", headers={"Accept": text.encode()}),
        (piece * 8_000)[:8_000],
        piece,
    )
