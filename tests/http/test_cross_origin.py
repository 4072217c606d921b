"""Web pages and apps of elsewhere: which may call, and what they may read."""

from typing import Final

import pytest

from tests.http.api import Session
from tests.http.conftest import OpenApi

TILL: Final = "https://till.example.com"
ASKING: Final = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
}


def _varies(headers: object) -> set[str]:
    return {each.strip() for each in str(headers).split(",")}


def test_no_page_of_elsewhere_reads_answers_unless_it_may(open_api: OpenApi) -> None:
    headers = open_api().client.get("/health/live", headers={"Origin": TILL}).headers

    assert "Access-Control-Allow-Origin" not in headers
    assert "Vary" not in headers


@pytest.mark.parametrize(
    "origin",
    [TILL, "http://localhost:3000", "capacitor://localhost", "ionic://localhost", "tauri://localhost"]
    + ["chrome-extension://abcdefghijklmnop"],
)
def test_a_page_or_app_that_may_reads_answers_and_another_does_not(open_api: OpenApi, origin: str) -> None:
    api = open_api(cors_origins=(origin,))
    for path in ("/health/live", "/api/orders", "/nothing"):  # refusals are read too
        allowed = api.client.get(path, headers={"Origin": origin}).headers
        assert allowed["Access-Control-Allow-Origin"] == origin
        read = _varies(allowed["Access-Control-Expose-Headers"])
        assert {"Content-Disposition", "ETag", "Link", "Location", "Retry-After", "Idempotent-Replayed"} <= read
        for other in ("https://evil.net", f"{origin}.evil.net", "null", origin.partition("://")[2]):
            refused = api.client.get(path, headers={"Origin": other}).headers
            assert "Access-Control-Allow-Origin" not in refused
            assert _varies(refused["Vary"]) >= {"Origin"}


def test_what_an_answer_varies_by_is_kept_and_the_origin_added(open_api: OpenApi) -> None:
    api = open_api(cors_origins=(TILL,))
    waiter = api.waiter()

    for headers in ({"Origin": TILL}, {"Origin": "https://evil.net"}, {}):
        assert _varies(api.client.get("/", headers=headers).headers["Vary"]) == {"Accept", "Origin"}
        report = waiter.call("GET", "/api/reports/products", headers=headers)
        assert report.headers.get_list("Vary") == [report.headers["Vary"]]
        assert _varies(report.headers["Vary"]) == {"Accept", "Authorization", "Origin"}


def test_a_browser_that_asks_beforehand_is_told(open_api: OpenApi) -> None:
    api = open_api(cors_origins=(TILL,))

    may = api.client.options("/api/orders", headers={"Origin": TILL, **ASKING})
    may_not = api.client.options("/api/orders", headers={"Origin": "https://evil.net", **ASKING})

    assert (may.status_code, may.content) == (204, b"")
    assert may.headers["Access-Control-Allow-Origin"] == TILL
    assert _varies(may.headers["Access-Control-Allow-Methods"]) >= {"GET", "POST", "PATCH", "DELETE"}
    assert _varies(may.headers["Access-Control-Allow-Headers"]) == {"authorization", "content-type", "idempotency-key"}
    assert "Access-Control-Allow-Origin" not in may_not.headers


def test_what_a_path_knows_is_told_to_pages_too(open_api: OpenApi) -> None:
    waiter = open_api(cors_origins=(TILL,)).waiter()

    answer = waiter.call("OPTIONS", "/api/orders", headers={"Origin": TILL})

    assert "POST" in answer.headers["Allow"]
    assert answer.headers["Access-Control-Allow-Origin"] == TILL


def test_a_page_places_an_order_and_reads_where_it_is(open_api: OpenApi) -> None:
    waiter: Session = open_api(cors_origins=(TILL,)).waiter()

    placed = waiter.call(
        "POST",
        "/api/orders",
        body={"customer_name": "Bob", "products": [{"name": "Tea", "price": 2, "quantity": 1}]},
        headers={"Origin": TILL},
    )

    assert placed.status_code == 201
    assert placed.headers["Access-Control-Allow-Origin"] == TILL
