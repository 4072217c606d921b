"""Bodies that come compressed: gzip is read, nothing else is, and nothing small becomes large."""

import gzip
import json
import tracemalloc
import zlib
from typing import Final

import httpx
import pytest

from entrypoints.http.kernel.compression import inflated
from entrypoints.http.kernel.json_request import LARGEST_BODY, LARGEST_ORDER
from tests.http.api import ESPRESSO, Api, Session, refused

ORDER: Final = {"customer_name": "Table 7", "products": [ESPRESSO]}
PLAIN: Final = json.dumps(ORDER).encode()
PACKED: Final = gzip.compress(PLAIN, mtime=0)


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def _place(waiter: Session, body: bytes, **headers: str) -> httpx.Response:
    return waiter.call("POST", "/api/orders", body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


@pytest.mark.parametrize("way", ["gzip", "GZIP", "x-gzip", "identity, gzip"])
def test_gzip_is_read(waiter: Session, way: str) -> None:
    answer = _place(waiter, PACKED, Content_Encoding=way)

    assert answer.status_code == 201, answer.text
    assert answer.json()["order"]["customer_name"] == "Table 7"


def test_a_body_sent_as_it_is_may_say_so(waiter: Session) -> None:
    assert _place(waiter, PLAIN, Content_Encoding="identity").status_code == 201


def test_compressed_or_not_is_the_same_request(waiter: Session) -> None:
    plain = _place(waiter, PLAIN, Idempotency_Key="once")
    packed = _place(waiter, PACKED, Idempotency_Key="once", Content_Encoding="gzip")

    assert packed.content == plain.content
    assert packed.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("way", ["br", "deflate", "zstd", "compress", "gzip, gzip", "gzip, br", "GZ", "*", "gzip;q=1"])
def test_what_nobody_here_reads_is_415_and_told_what_is(waiter: Session, way: str) -> None:
    for path in ("/api/orders", "/api/users", "/api/products", "/api/auth/login"):
        answer = waiter.call("POST", path, body=PACKED, headers={"Content-Encoding": way})

        _ = refused(answer, 415, "unsupported-encoding", "Send the body as it is, or compressed once, as gzip")
        assert answer.headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "body",
    [PLAIN, PACKED[:-1], PACKED[:20], PACKED + b"\0", PACKED + PACKED, zlib.compress(PLAIN), b"\x1f\x8b", PACKED[1:]],
)
def test_what_is_no_gzip_is_refused(waiter: Session, body: bytes) -> None:
    answer = _place(waiter, body, Content_Encoding="gzip")

    _ = refused(answer, 400, "invalid-compression", "The body is not valid gzip", pointer="")


def test_a_body_is_as_long_as_it_is_when_inflated(waiter: Session) -> None:
    fits, does_not = (gzip.compress(b"{}" + b" " * (LARGEST_ORDER - 2 + more), mtime=0) for more in (0, 1))

    _ = refused(_place(waiter, fits, Content_Encoding="gzip"), 400, "customer-name-required")
    _ = refused(_place(waiter, does_not, Content_Encoding="gzip"), 413, "request-entity-too-large")


def test_a_bomb_is_given_up_at_the_limit(waiter: Session) -> None:
    bomb = gzip.compress(bytes(LARGEST_BODY * 500), mtime=0)
    assert len(bomb) < LARGEST_BODY
    tracemalloc.start()
    try:
        with pytest.raises(Exception, match="Request Entity Too Large"):
            _ = inflated(bomb, most=LARGEST_BODY)
        assert tracemalloc.get_traced_memory()[1] < 10 * LARGEST_BODY
    finally:
        tracemalloc.stop()

    _ = refused(_place(waiter, bomb, Content_Encoding="gzip"), 413, "request-entity-too-large")
