"""Where requests come from, and how often they may."""

from typing import Any

import httpx
import pytest
from litestar import Request

from entrypoints.http.access.clients import address_of
from entrypoints.http.kernel.proxies import Proxies
from tests.http.api import NOBODY, refused
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, PIN, SETUP_TOKEN, Managed, StoppedClock, on_a, quick_hashes

PROXIES = Proxies(["10.0.0.0/8", "::1/128"])


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


@pytest.fixture
def still(open_api: OpenApi) -> Managed:
    """Return a restaurant where time stands still."""
    return Managed(
        open_api(on_a(StoppedClock()), quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN, prices="sent")
    )


def flooded(managed: Managed) -> None:
    """Have a stranger at this address use its minute up, in every way there is."""
    client, answers = managed.client, list[httpx.Response]()
    for _ in range(15):
        answers = [
            managed.manager.refresh("x"),
            managed.manager.refresh(f"{NOBODY}.x"),
            managed.login("nobody@example.com", password="x"),
            managed.activate("nobody@example.com", "WRONG", password=PASSWORD),
            client.post("/api/devices", json={"code": "WRONG"}),
            managed.set_up(token="wrong"),
        ]
    assert {each.status_code for each in answers} == {429}


def test_a_stranger_at_the_same_address_keeps_nobody_waiting_whom_the_restaurant_knows(still: Managed) -> None:
    email = still.person(secrets={"pin": PIN, "password": PASSWORD})
    device, token = still.device()
    waiter, manager = still.enter(email, device=token, pin=PIN), still.manager
    newcomer, _, code = still.employ()
    offered = manager.post("/api/devices/pairing-codes", {"name": "Till"}).json()["code"]
    flooded(still)

    for _ in range(30):
        assert still.login(email, device=token, pin=PIN).status_code == 200
        answer = waiter.refresh()
        assert answer.status_code == 200
        waiter = Managed.Inside(still, answer.json())
    assert still.login("boss@example.com", device=token, password=PASSWORD).status_code == 200
    assert still.activate(newcomer, code, password=PASSWORD).status_code == 200
    assert still.client.post("/api/devices", json={"code": offered}).status_code == 201
    assert manager.post("/api/users", {"email": "new@example.com", "name": "New"}).status_code == 201
    assert manager.post("/api/auth/logout", None).status_code == 204
    for bad in (None, "x", device, f"{device}.x", f"{NOBODY}.{token.partition('.')[2]}"):
        _ = refused(still.login(email, device=bad, password=PASSWORD), 429, "too-many")


def test_a_device_is_limited_too_and_alone(still: Managed) -> None:
    (_, one), (two_id, two) = still.device(), still.device()
    answers = [still.login(f"{number}@example.com", device=one, pin="1").status_code for number in range(80)]
    assert set(answers) == {401, 429}
    assert still.login("nobody@example.com", device=two, pin="1").status_code == 401
    _ = still.manager.call("DELETE", f"/api/devices/{two_id}")
    flooded(still)
    _ = refused(still.login("nobody@example.com", device=two, pin="1"), 429, "too-many")


def test_refreshes_that_succeed_do_not_count(still: Managed) -> None:
    session = still.manager
    for _ in range(80):
        answer = session.refresh()
        assert answer.status_code == 200
        session = Managed.Inside(still, answer.json())
    _ = refused(session.refresh("x"), 401, "session-ended")


def test_a_session_that_is_over_is_told_so_however_many_strangers_there_are(still: Managed) -> None:
    session = still.enter(still.person(), password=PASSWORD)
    _ = still.manager.patch(f"/api/users/{session.id}", {"active": False})
    flooded(still)
    answers = [session.refresh().status_code for _ in range(80)]
    assert answers[0] == 401
    assert set(answers) == {401, 429}


def test_managed_mode_is_limited_unless_told_otherwise(still: Managed) -> None:
    answers = [still.manager.refresh("x").status_code for _ in range(80)]
    assert set(answers) == {401, 429}
    assert 50 <= answers.count(401) <= 65
