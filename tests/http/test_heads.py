"""HEAD answers as GET does, without a body, everywhere."""

from typing import Final

import pytest
from litestar.routes import HTTPRoute

from tests.http.api import CHOICES, NOBODY, Api, Session
from tests.http.conftest import OpenApi
from tests.http.managed import StoppedClock, on_a

STREAM: Final = "/api/events/stream"
OF_THE_MOMENT: Final = {"x-request-id", "date"}


@pytest.fixture
def api(open_api: OpenApi) -> Api:
    """Return an API whose clock stands: how long orders have waited is said in as many digits each time."""
    return open_api(on_a(StoppedClock()))


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/auth/login", "/docs/files/nothing", "/", "/docs/files/swagger-ui.css"]
)
def test_what_is_not_there_or_not_for_get_is_answered_alike(api: Api, path: str) -> None:
    assert _alike(Session(api.client, "none", NOBODY), path) in {200, 404, 405}


def test_every_path_answers_head_as_get(api: Api, manager: Session) -> None:
    order = manager.order()
    ids = {"order_id": order["id"], "product_id": order["products"][0]["product_id"], "user_id": manager.id}
    for what in ("station", "section", "table"):
        made = manager.post(f"/api/{what}s", {"name": f"The {what}"}).json()
        ids[f"{what}_id"] = made[what]["id"]
    tax = {"category": "Food", "name": "VAT", "percent": 7, "included": True}
    ids["tax_id"] = manager.post("/api/taxes", tax).json()["tax"]["id"]
    ids["day"] = "2026-01-01"
    ids["payment_method_id"] = manager.get("/api/payment-methods").json()["payment_methods"][0]["id"]
    made = manager.post("/api/modifier-groups", CHOICES).json()
    ids["modifier_group_id"] = made["modifier_group"]["id"]
    made = manager.post("/api/webhooks", {"url": "https://till.example/"}).json()
    ids["webhook_id"] = made["webhook"]["id"]
    asked = [
        route.path_format.replace(":str", "").format(**ids, name="swagger-ui.css", path="console.css")
        for route in api.client.app.routes
        if isinstance(route, HTTPRoute)
        and "GET" in route.methods
        and not route.path.startswith("/openapi/")
        and route.path != STREAM
    ]

    assert len(asked) >= 15
    assert {path: _alike(manager, path) for path in asked if path != "/openapi"} == dict.fromkeys(
        (path for path in asked if path != "/openapi"), 200
    )


def test_what_has_no_end_has_a_head(manager: Session) -> None:
    head = manager.call("HEAD", STREAM)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"].startswith("text/event-stream")


@pytest.mark.parametrize("query", ["format=csv", "format=xlsx"])
def test_a_file_is_announced_and_not_sent(manager: Session, query: str) -> None:
    _ = manager.order()
    assert _alike(manager, f"/api/reports/products?{query}") == 200


def test_who_is_refused_or_has_it_already_is_told_the_same_way(api: Api, manager: Session) -> None:
    assert _alike(api.stranger(), "/api/orders") == 404
    assert _alike(api.carrying("none"), "/api/orders") == 401
    order = manager.order()
    tag = manager.get(f"/api/orders/{order['id']}").headers["ETag"]
    had = manager.call("HEAD", f"/api/orders/{order['id']}", headers={"If-None-Match": tag})
    assert (had.status_code, had.content) == (304, b"")


def test_who_hears_what_a_path_knows_hears_of_head(api: Api) -> None:
    assert "HEAD" in api.client.delete("/api/orders").headers["Allow"]
    assert "HEAD" not in api.client.get("/api/auth/login").headers["Allow"]


def test_no_rule_for_web_pages_makes_a_difference(open_api: OpenApi) -> None:
    api = open_api(cors_origins=("https://till.example.com",), allowed_hosts=("testserver.local",))
    assert _alike(Session(api.client, "none", NOBODY), "/docs") == 200


def _alike(asking: Session, path: str) -> int:
    got, head = asking.get(path), asking.call("HEAD", path)

    assert head.content == b""
    assert head.status_code == got.status_code, path
    kept = [{k: v for k, v in each.headers.items() if k not in OF_THE_MOMENT} for each in (got, head)]
    assert kept[0] == kept[1], path
    return got.status_code
