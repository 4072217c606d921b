"""Where requests come from, and how often they may."""

from ipaddress import ip_network
from typing import Any

import pytest
from litestar import Request

from entrypoints.http.clients import address_of
from tests.http.api import refused
from tests.http.conftest import OpenApi
from tests.http.managed import Managed

PROXIES = [ip_network("10.0.0.0/8"), ip_network("::1/128")]


@pytest.mark.parametrize(
    ("here", "said", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("::1", "made up, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "made up | 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, " + "x" * 5000, "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
        ("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::/64"),
        ("10.0.0.1", "[2001:db8::7]", "2001:db8::/64"),
        ("10.0.0.1", "2001:db8:0:0:ffff::1", "2001:db8::/64"),
        ("2001:db8:0:1::7", "198.51.100.1", "2001:db8:0:1::/64"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        ("::ffff:203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("testclient", "198.51.100.1", "testclient"),
    ],
)
def test_forwarded_addresses_are_believed_from_trusted_proxies_only(here: str, said: str, address: str) -> None:
    headers = [(b"x-forwarded-for", line.encode()) for line in said.split(" | ") if line]
    scope: Any = {"type": "http", "client": (here, 1), "headers": headers}
    assert address_of(Request(scope), PROXIES) == address


def test_in_open_mode_nobody_is_limited(open_api: OpenApi) -> None:
    api = open_api()
    for _ in range(100):
        _ = refused(api.client.post("/api/auth/login", json={"email": "nobody@example.com"}), 404, "waiter-not-found")


def test_a_limit_holds_for_sign_ins_and_registrations_together(open_api: OpenApi) -> None:
    api = open_api(rate_limit=3)
    _ = api.register("ana@example.com")
    _ = api.sign_in("ana@example.com")
    session = api.sign_in("ana@example.com")
    for path, body in (
        ("users", {"email": "b@example.com", "name": "B"}),
        ("auth/login", {"email": "ana@example.com"}),
    ):
        answer = api.client.post(f"/api/{path}", json=body)
        _ = refused(answer, 429, "too-many")
        assert 0 < int(answer.headers["Retry-After"]) <= 20
    assert session.get("/api/orders").status_code == 200


def test_managed_mode_is_limited_unless_told_otherwise(managed: Managed) -> None:
    answers = [managed.manager.refresh("x").status_code for _ in range(80)]
    assert set(answers) == {401, 429}
    assert 50 <= answers.count(401) <= 65
