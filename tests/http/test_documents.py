"""Health, the API reference, and request ids."""

import re
from collections.abc import Sequence
from uuid import UUID

import pytest
from dishka import Provider
from typing_extensions import override

from application.kernel.clock import Clock
from application.kernel.readiness import Readiness
from entrypoints.wiring.scopes import Scope
from tests.http.api import Api, refused
from tests.http.conftest import OpenApi


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


class NotReady(Readiness):
    """Misses its database."""

    @override
    async def missing(self) -> Sequence[str]:
        return ["The database cannot be reached"]


class BrokenClock(Clock):
    """Fails with words that are nobody's business."""

    @override
    def now(self) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
        raise RuntimeError("the spring is broken")


def test_a_program_that_runs_is_live_and_ready(api: Api) -> None:
    assert api.client.get("/health/live").json() == {"status": "ok"}
    answer = api.client.get("/health/ready").json()
    assert (answer["status"], answer["missing"]) == ("ready", [])


def test_a_program_that_cannot_work_says_what_it_misses(open_api: OpenApi) -> None:
    broken = Provider(scope=Scope.APP)
    _ = broken.provide(NotReady, provides=Readiness)
    api = open_api(broken)

    answer = api.client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "missing": ["The database cannot be reached"],
        "details": {"orders_to_roll_up": None, "oldest_waits_seconds": None},
    }
    assert answer.headers["Retry-After"]
    assert api.client.get("/health/live").status_code == 200


def test_a_fault_of_ours_tells_nobody_what_it_was(open_api: OpenApi) -> None:
    broken = Provider(scope=Scope.APP)
    _ = broken.provide(BrokenClock, provides=Clock)
    api = open_api(broken)

    answer = api.client.post("/api/users", json={"email": "ana@example.com", "name": "Ana"})

    _ = refused(answer, 500, "internal-server-error", "Something went wrong on our side")
    assert "spring" not in answer.text
    assert answer.headers["X-Request-Id"]


def test_the_reference_and_every_file_of_it_come_from_here(api: Api) -> None:
    page = api.client.get("/docs")
    files = re.findall(r'(?:src|href)="([^"]*)"', page.text)

    assert page.headers["Content-Type"].startswith("text/html")
    assert len(files) >= 4
    for path in files:
        assert path.startswith("/")
        assert not path.startswith("//")
        assert api.client.get(path).status_code == 200
    assert '"/openapi.json"' in api.client.get("/docs/start.js").text
    assert not re.search(r"url\(['\"]?(https?:)?//", api.client.get("/docs/files/swagger-ui.css").text)
    assert api.client.get("/favicon.ico").headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    "path",
    [
        "../../../../etc/passwd",
        "..%2f..%2fpackage.json",
        "%2e%2e/%2e%2e/__init__.py",
        "nothing.css",
        "%00",
        "swagger-ui.css%00",
        "swagger-ui.css/below",
        ".",
        "%ff",
        "%ed%a0%80",
        "x" * 5_000,
        "é" * 600,
    ],
)
def test_no_other_file_is_served_or_looked_for(api: Api, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    answer = api.client.get(f"/docs/files/{path}")

    _ = refused(answer, 404, "not-found", "There is nothing at this path")
    assert "Traceback" not in capfd.readouterr().out


@pytest.mark.parametrize("accept", ["text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"])
def test_a_browser_is_sent_from_the_entrance_to_the_reference(api: Api, accept: str) -> None:
    answer = api.client.get("/", headers={"Accept": accept}, follow_redirects=False)

    assert (answer.status_code, answer.headers["Location"], answer.headers["Vary"]) == (302, "/docs", "Accept")


@pytest.mark.parametrize("accept", ["*/*", "application/json", "", "image/png"])
def test_a_client_finds_links_at_the_entrance(api: Api, accept: str) -> None:
    said = api.client.get("/", headers={"Accept": accept}).json()

    links = said["links"]
    assert said["auth_mode"] == "open"
    assert {"console", "documentation", "openapi", "health"} == set(links)
    for path in links.values():
        assert api.client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/nothing", "/api/orders"])
@pytest.mark.parametrize("request_id", ["abc", "0", "a.b_c~d-1", "x" * 64])
def test_a_request_id_is_echoed(api: Api, path: str, request_id: str) -> None:
    answer = api.client.get(path, headers={"X-Request-Id": request_id})

    assert answer.headers.get_list("X-Request-Id") == [request_id]


@pytest.mark.parametrize("request_id", ["", "a b", "x" * 65, "a\tb", "ä", '"', "a,b", "a;b=1"])
def test_a_malformed_request_id_is_replaced(api: Api, request_id: str) -> None:
    answer = api.client.get("/health/live", headers=[(b"X-Request-Id", request_id.encode())])

    assert UUID(answer.headers["X-Request-Id"])


def test_a_monitor_sees_how_many_orders_wait_to_be_rolled_up_and_that_is_no_fault(open_api: OpenApi) -> None:
    api = open_api()
    details = api.client.get("/health/ready").json()["details"]
    assert details == {"orders_to_roll_up": 0, "oldest_waits_seconds": 0}

    waiter = api.waiter()
    for _ in range(3):
        _ = waiter.order()
    answer = api.client.get("/health/ready")
    assert answer.status_code == 200
    details = answer.json()["details"]
    assert details["orders_to_roll_up"] in {0, 3}  # in memory nothing waits; nobody rolls up in this test
    assert 0 <= details["oldest_waits_seconds"] < 60
    assert (details["oldest_waits_seconds"] > 0) == (details["orders_to_roll_up"] > 0)
