"""Versions of single resources: ETag, If-None-Match and If-Match."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.http.api import Session, refused


def _tea(waiter: Session) -> str:
    return "/api/products/" + waiter.post("/api/products", {"name": "Tea", "price": 2}).json()["product"]["id"]


def _bar(manager: Session) -> str:
    return "/api/stations/" + manager.post("/api/stations", {"name": "Bar"}).json()["station"]["id"]


def _terrace(manager: Session) -> str:
    return "/api/sections/" + manager.post("/api/sections", {"name": "Terrace"}).json()["section"]["id"]


def _table(manager: Session) -> str:
    return "/api/tables/" + manager.post("/api/tables", {"name": "7"}).json()["table"]["id"]


def _changeable(manager: Session) -> list[tuple[str, dict[str, object]]]:
    return [
        (_tea(manager), {"price": 3}),
        (_bar(manager), {"name": "Cocktails"}),
        (_terrace(manager), {"name": "Garden"}),
        (_table(manager), {"open": False}),
        (f"/api/users/{manager.id}", {"name": "Another name"}),
    ]


def test_what_has_not_changed_is_304_without_a_body(waiter: Session) -> None:
    order = waiter.order()
    for path in (_tea(waiter), f"/api/orders/{order['id']}", f"/api/users/{waiter.id}"):
        tag = waiter.get(path).headers["ETag"]
        for had in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = waiter.get(path, **{"If-None-Match": had})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == tag
            assert "Authorization" in again.headers["Vary"]


def test_what_has_changed_is_sent_under_a_new_tag(manager: Session) -> None:
    for path, change in _changeable(manager):
        before = manager.get(path).headers["ETag"]
        changed = manager.patch(path, change)
        assert changed.headers["ETag"] != before
        after = manager.get(path, **{"If-None-Match": before})
        assert (after.status_code, after.headers["ETag"]) == (200, changed.headers["ETag"])
        assert after.json() == changed.json()


def test_a_change_to_the_version_read_is_made(manager: Session) -> None:
    for path, change in _changeable(manager):
        tag = manager.get(path).headers["ETag"]
        changed = manager.call("PATCH", path, body=change, headers={"If-Match": f'"77", {tag}'})
        assert changed.status_code == 200
        assert changed.headers["ETag"] != tag


@pytest.mark.parametrize("meant", ['"7"', 'W/"2"', "nonsense", '""', "2", ""])
def test_a_change_to_another_version_is_412_with_the_current_one(manager: Session, meant: str) -> None:
    for path, change in _changeable(manager):
        current = manager.patch(path, change)
        answer = manager.call("PATCH", path, body={"name": "Yet another"}, headers={"If-Match": meant})
        _ = refused(answer, 412, "stale")
        assert answer.headers["ETag"] == current.headers["ETag"]
        assert manager.get(path).json() == current.json()


def test_of_many_who_mean_the_same_version_one_changes_it_and_the_others_are_told(manager: Session) -> None:
    """Also whoever read the version in time, and came second with the change."""
    for path, _ in _changeable(manager):
        tag = {"If-Match": manager.get(path).headers["ETag"]}
        with ThreadPoolExecutor(8) as pool:
            names = [f"Name {number}" for number in range(8)]
            answers = list(
                pool.map(
                    lambda name, path=path, tag=tag: manager.call("PATCH", path, body={"name": name}, headers=tag),
                    names,
                )
            )
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
        assert len({answer.headers["ETag"] for answer in answers}) == 1


def test_any_version_may_be_meant(manager: Session) -> None:
    for path, change in _changeable(manager):
        assert manager.call("PATCH", path, body=change, headers={"If-Match": "*"}).status_code == 200
