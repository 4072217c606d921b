"""Bodies that say more than they may, and bodies of other kinds."""

from typing import Final

import pytest

from tests.http.api import NOBODY, Session, refused
from tests.http.managed import PASSWORD, Managed

OWNED: Final = {
    "id": NOBODY,
    "user_id": NOBODY,
    "restaurant_id": NOBODY,
    "role": "manager",
    "active": False,
    "version": 99,
    "token_version": 99,
    "created_at": "2000-01-01T00:00:00Z",
    "registered_at": "2000-01-01T00:00:00Z",
    "business_date": "2000-01-01",
    "total_price": 0.01,
    "total": 0.01,
    "is_manager": True,
    "admin": True,
    "password_hash": "x",
    "enrolled_by": NOBODY,
    "revoked_at": None,
    "expires_at": "2999-01-01T00:00:00Z",
}
LINE: Final = {"name": "Tea", "price": 2, "quantity": 3, "product_id": NOBODY, "product_name": "x", "unit_price": 0.01}


def _owned_by_us(shown: dict[str, object]) -> None:
    assert [name for name, value in OWNED.items() if value is not None and shown.get(name) == value] == []


def test_an_order_takes_nothing_but_what_a_customer_asks_for(waiter: Session) -> None:
    body = {"customer_name": "Bob", "products": [LINE | OWNED], **OWNED}
    order = waiter.post("/api/orders", body).json()["order"]
    _owned_by_us(order)
    _owned_by_us(order["products"][0])
    assert (order["user_id"], order["total_price"]) == (waiter.id, 6)
    assert order["products"][0]["product_name"] == "Tea"


def test_a_product_takes_nothing_but_what_a_product_is(manager: Session) -> None:
    made = manager.post("/api/products", {"name": "Tea", "price": 2}).json()["product"]
    for key, value in OWNED.items():
        _ = refused(manager.post("/api/products", {"name": "Soup", "price": 2, key: value}), 400, "unknown-key")
        _ = refused(manager.patch(f"/api/products/{made['id']}", {"price": 3, key: value}), 400, "unknown-key")
    assert manager.get("/api/products").json()["products"] == [made]


def test_a_user_takes_nothing_but_what_a_manager_may_change(managed: Managed) -> None:
    body = {"email": "x@example.com", "name": "X", **OWNED, "role": "waiter"}
    made = managed.manager.post("/api/users", body).json()["user"]
    _owned_by_us(made)
    for key, value in OWNED.items():
        if key not in {"role", "active"}:
            answer = managed.manager.patch(f"/api/users/{made['id']}", {"name": "Y", key: value})
            _ = refused(answer, 400, "unknown-key")
    assert managed.manager.get(f"/api/users/{made['id']}").json()["user"] == made


def test_secrets_and_devices_take_nothing_else(managed: Managed) -> None:
    email, _, code = managed.employ()
    owned = {"enrolled_by": managed.manager.id}
    _ = refused(managed.activate(email, code, password=PASSWORD, **owned), 400, "unknown-key")
    activated = managed.activate(email, code, password=PASSWORD).json()["user"]
    opened = managed.client.post("/api/auth/login", json={"email": email, "password": PASSWORD, **OWNED}).json()
    assert opened["user"] == activated
    refreshing = {"refresh_token": opened["refresh_token"], **owned}
    _ = refused(managed.client.post("/api/auth/refresh", json=refreshing), 400, "unknown-key")
    offering = {"name": "Till", **owned}
    _ = refused(managed.manager.post("/api/devices/pairing-codes", offering), 400, "unknown-key")
    _ = refused(managed.client.post("/api/devices", json={"code": "x", **owned}), 400, "unknown-key")


@pytest.mark.parametrize(
    ("kind", "body"),
    [("text/plain", b'{"email": "a@example.com"}'), ("application/x-www-form-urlencoded", b"email=a@example.com")]
    + [("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na\r\n--x--')]
    + [("application/jsonp", b"{}"), ("", b"{}"), ("application/json-patch+json", b"[]")],
)
def test_what_is_not_said_to_be_json_is_not_read(managed: Managed, kind: str, body: bytes) -> None:
    device = managed.device()[0]
    calls = [("POST", "/api/auth/login"), ("POST", "/api/auth/refresh"), ("POST", "/api/auth/activate")]
    calls += [("POST", "/api/users"), ("POST", "/api/devices"), ("POST", "/api/devices/pairing-codes")]
    calls += [("POST", "/api/products"), ("POST", "/api/orders")]
    calls += [("PATCH", f"/api/users/{managed.manager.id}"), ("PATCH", f"/api/products/{device}")]
    for method, path in calls:
        answer = managed.manager.call(method, path, body=body, headers={"Content-Type": kind})
        _ = refused(answer, 415, "unsupported-body")
