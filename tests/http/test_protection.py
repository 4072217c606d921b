"""What every answer carries, and who is answered."""

import pytest

from tests.http.api import Api, refused
from tests.http.conftest import OpenApi

PATHS = [
    "/api/orders",
    "/api/users",
    "/health/live",
    "/nowhere",
    "/docs",
    "/docs/files/swagger-ui.css",
    "/openapi.json",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_every_answer_protects_who_reads_it(api: Api, method: str, path: str) -> None:
    headers = api.client.request(method, path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_the_reference_may_run_its_own_scripts_and_nothing_else(api: Api) -> None:
    policy = api.client.get("/docs").headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert "script-src" not in api.client.get("/api/orders").headers["Content-Security-Policy"]


def test_tokens_are_not_kept_on_the_way(api: Api) -> None:
    _ = api.register("ann@example.com")

    for email in ("ann@example.com", "nobody@example.com"):
        answer = api.client.post("/api/auth/login", json={"email": email})
        assert answer.headers["Cache-Control"] == "no-store"


def test_production_is_for_https_only(open_api: OpenApi) -> None:
    api = open_api(app_env="production")

    assert api.client.get("/nowhere").headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("orders.example.com", 401),
        ("Orders.Example.com:8443", 401),
        ("orders.example.com.", 401),
        ("orders.example.com.:443", 401),
        ("orders.example.com..", 400),
        ("localhost:5000", 401),
        ("127.0.0.1", 401),
        ("[::1]:5000", 401),
        ("example.com", 400),
        ("orders.example.com.evil.net", 400),
        ("evil.net:5000", 400),
        ("", 400),
    ],
)
def test_only_hosts_that_are_allowed_are_answered(open_api: OpenApi, host: str, status: int) -> None:
    api = open_api(allowed_hosts=("orders.example.com", "testserver.local"))

    answer = api.client.get("/api/orders", headers={"Host": host})

    assert answer.status_code == status
    if status == 400:
        _ = refused(answer, 400, "unknown-host", "This host is not served here")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Request-Id"]


def test_a_host_that_means_a_restaurant_is_allowed(open_api: OpenApi) -> None:
    named = {"restaurant_hosts": ("Orders.trattoria.example.=trattoria", "tills.example=restaurant")}
    api = open_api(**named, allowed_hosts=("testserver.local",))

    for host in ("orders.trattoria.example:8443", "tills.example"):
        assert api.client.get("/api/orders", headers={"Host": host}).status_code == 401
    _ = refused(api.client.get("/api/orders", headers={"Host": "trattoria.example"}), 400, "unknown-host")


def test_where_any_host_is_answered_a_restaurants_own_forbids_none(open_api: OpenApi) -> None:
    api = open_api(restaurant_hosts=("tills.example=restaurant",))

    assert api.client.get("/api/orders", headers={"Host": "another.example"}).status_code == 401


@pytest.mark.parametrize("host", ["evil.net", "10.1.2.3:5000", "api.default.svc"])
def test_health_is_told_to_whatever_host_is_asked_for(open_api: OpenApi, host: str) -> None:
    api = open_api(allowed_hosts=("orders.example.com",))

    for path in ("/health/live", "/health/ready"):
        assert api.client.get(path, headers={"Host": host}).status_code == 200
    assert api.client.get("/healthy", headers={"Host": host}).status_code == 400


def test_no_variable_of_the_framework_turns_debugging_on(open_api: OpenApi, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LITESTAR_DEBUG", "LITESTAR_PDB"):
        monkeypatch.setenv(name, "1")
    app = open_api().client.app
    assert not app.debug
    assert not app.pdb_on_exception
