"""Refusals that have no business of their own: paths, methods, bodies."""

import pytest

from tests.http.api import Api, Session, refused


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/api", "/api/nothing", "/api/orders/1/2", "/docs/files/nothing", "/openapi/nothing", "/%00"],
)
def test_an_unknown_path_is_a_problem_document(api: Api, path: str) -> None:
    _ = refused(api.client.get(path), 404, "not-found", "There is nothing at this path")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/orders", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("PUT", "/api/users", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("GET", "/api/auth/login", {"POST", "OPTIONS"}),
        ("POST", "/api/reports/products", {"GET", "HEAD", "OPTIONS"}),
        ("DELETE", "/health/live", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_method_that_a_path_does_not_know_is_told_which_it_knows(
    api: Api, method: str, path: str, allowed: set[str]
) -> None:
    answer = api.client.request(method, path)

    _ = refused(answer, 405, "method-not-allowed", "This path does not know the method")
    assert set(answer.headers["Allow"].replace(" ", "").split(",")) == allowed


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "", "json"])
def test_only_json_is_read_as_json(waiter: Session, kind: str) -> None:
    answer = waiter.call("POST", "/api/orders", body="{}", headers={"Content-Type": kind})

    _ = refused(answer, 415, "unsupported-body", "Send the body as application/json")


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_may_say_more_about_itself(waiter: Session, kind: str) -> None:
    answer = waiter.call("POST", "/api/orders", body="{}", headers={"Content-Type": kind})

    _ = refused(answer, 400, "customer-name-required")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b"\xff",
        b'{"a": "\xc3("}',
        b"[" * 30_000,
    ]
    + [b'{"a":' * 8000 + b"1" + b"}" * 8000, b"{} {}", b"\xef\xbb\xbf{}", b"01", b'{"a": "\\ud800"}', b"\x00"],
)
@pytest.mark.parametrize("path", ["/api/orders", "/api/users", "/api/auth/login", "/api/products"])
def test_what_is_no_json_is_refused(waiter: Session, path: str, body: bytes) -> None:
    answer = waiter.post(path, body)

    _ = refused(answer, 400, "invalid-json", "The body is not valid JSON", pointer="")


@pytest.mark.parametrize("body", ["5", "[1]", '"text"', "true", "1.5"])
@pytest.mark.parametrize("path", ["/api/orders", "/api/users", "/api/auth/login", "/api/products"])
def test_json_that_is_no_object_is_refused(waiter: Session, path: str, body: str) -> None:
    _ = refused(waiter.post(path, body), 400, "invalid-body", "The body must be a JSON object", pointer="")


@pytest.mark.parametrize(
    ("path", "kib", "kind"),
    [("/api/orders", 320, "customer-name-required"), ("/api/products", 64, "name-and-price-required")],
)
def test_a_body_of_so_many_kib_is_read_and_one_byte_more_is_not(
    manager: Session, path: str, kib: int, kind: str
) -> None:
    _ = refused(manager.post(path, b"{}" + b" " * (kib * 1024 - 2)), 400, kind)
    answer = manager.post(path, b"{}" + b" " * (kib * 1024 - 1))
    _ = refused(answer, 413, "request-entity-too-large", f"The body is larger than {kib} KiB")


def test_a_trailing_slash_is_forgiven(waiter: Session) -> None:
    assert waiter.get("/api/orders/").status_code == 200
