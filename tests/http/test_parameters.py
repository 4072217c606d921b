"""Query parameters that a call does not have: refused by name, with the nearest one it has."""

import gc
from weakref import ref

import pytest
from litestar.testing import TestClient

from adapters.system.ids import TimeOrderedIds
from entrypoints.http.app import create_app
from entrypoints.settings import Settings
from tests.http.api import SECRET, Api, Session, containers_of, refused


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("startdate=2026-01-01", "startdate: There is no 'startdate' here; did you mean 'start_date'?"),
        ("since=2026-01-01", "since: There is no 'since' here"),
        ("GROUP=1", "GROUP: There is no 'GROUP' here"),
        (
            "end-date=1&sortby=name",
            (
                "end-date: There is no 'end-date' here; did you mean 'end_date'?; "
                "sortby: There is no 'sortby' here; did you mean 'sort_by'?"
            ),
        ),
        ("Limit=5", "Limit: There is no 'Limit' here; did you mean 'limit'?"),
    ],
)
def test_an_unknown_parameter_is_named_with_the_nearest_one(waiter: Session, query: str, says: str) -> None:
    answer = waiter.get(f"/api/reports/products?{query}")

    problem = refused(answer, 400, "invalid-parameter", says)
    assert [each["pointer"] for each in problem["errors"]] == [f"/{part.split('=')[0]}" for part in query.split("&")]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/orders"),
        ("GET", "/api/products"),
        ("GET", "/api/users"),
        ("GET", "/api/auth/verify"),
        ("GET", "/api/audit"),
        ("GET", "/api/events"),
        ("GET", "/api/webhooks"),
        ("GET", "/api/reports/sales"),
        ("POST", "/api/orders"),
        ("POST", "/api/users"),
        ("POST", "/api/auth/login"),
        ("GET", "/api/orders/01937b1e-7c00-7000-8000-00000000dead"),
    ],
)
def test_every_call_knows_what_it_knows(waiter: Session, method: str, path: str) -> None:
    _ = refused(
        waiter.call(method, f"{path}?colour=red"), 400, "invalid-parameter", "colour: There is no 'colour' here"
    )


def test_a_stranger_hears_first_that_nobody_knows_them(api: Api) -> None:
    _ = refused(api.client.get("/api/orders?colour=red"), 401, "token-missing")


def test_monitors_may_add_what_they_like(api: Api) -> None:
    assert api.client.get("/health/live?now=1").status_code == 200
    assert api.client.get("/docs?now=1").status_code == 200


def test_what_the_document_says_is_known_and_nothing_else(api: Api, manager: Session) -> None:
    for path, item in api.client.get("/openapi.json").json()["paths"].items():
        for parameter in item.get("get", {}).get("parameters", []):
            if parameter["in"] == "query" and path.startswith("/api/") and not path.endswith("/stream"):
                answer = manager.get(f"{path.replace('{', '').replace('}', '')}?{parameter['name']}=")
                assert "There is no" not in answer.text, answer.text


def test_what_may_be_done_is_asked_without_parameters(waiter: Session) -> None:
    _ = refused(waiter.call("OPTIONS", "/api/orders?page=1"), 400, "invalid-parameter")


def test_what_is_known_of_an_application_keeps_it_no_longer_than_it_lasts() -> None:
    settings = Settings(app_env="development", storage="memory", jwt_secret_key=SECRET, log_level="error")
    app = create_app(containers_of(settings), TimeOrderedIds().new, settings)
    with TestClient(app) as client:
        waiter = Api(client).waiter()
        assert waiter.get("/api/orders?page=1").is_success
    gone = ref(app.asgi_handler)  # what it answers with, and it alone
    del app, client, waiter
    _ = gc.collect()
    assert gone() is None
