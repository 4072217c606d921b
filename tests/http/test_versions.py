"""Versions of single resources: ETag, If-None-Match and If-Match."""

import pytest

from tests.http.api import Session


def _tea(waiter: Session) -> str:
    return "/api/products/" + waiter.post("/api/products", {"name": "Tea", "price": 2}).json()["product"]["id"]


def test_what_has_not_changed_is_304_without_a_body(waiter: Session) -> None:
    order = waiter.order()
    for path in (_tea(waiter), f"/api/orders/{order['id']}", f"/api/users/{waiter.id}"):
        tag = waiter.get(path).headers["ETag"]
        for had in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = waiter.get(path, **{"If-None-Match": had})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == tag


def test_what_has_changed_is_sent_under_a_new_tag(waiter: Session) -> None:
    tea = _tea(waiter)
    before = waiter.get(tea).headers["ETag"]
    changed = waiter.patch(tea, {"price": 3})
    assert changed.headers["ETag"] != before
    after = waiter.get(tea, **{"If-None-Match": before})
    assert (after.status_code, after.headers["ETag"]) == (200, changed.headers["ETag"])


def test_a_change_to_the_version_read_is_made(waiter: Session) -> None:
    tea = _tea(waiter)
    tag = waiter.get(tea).headers["ETag"]
    changed = waiter.call("PATCH", tea, body={"price": 3}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["product"]["price"]) == (200, 3)


@pytest.mark.parametrize("meant", ['"7"', 'W/"2"', "nonsense", '""'])
def test_a_change_to_another_version_is_412_with_the_current_one(waiter: Session, meant: str) -> None:
    tea = _tea(waiter)
    current = waiter.patch(tea, {"price": 3}).headers["ETag"]
    refused = waiter.call("PATCH", tea, body={"price": 4}, headers={"If-Match": meant})
    assert (refused.status_code, refused.headers["ETag"]) == (412, current)
    assert waiter.get(tea).json()["product"]["price"] == 3


def test_any_version_may_be_meant(waiter: Session) -> None:
    assert waiter.call("PATCH", _tea(waiter), body={"price": 4}, headers={"If-Match": "*"}).status_code == 200
