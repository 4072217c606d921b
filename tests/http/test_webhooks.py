"""Webhooks: where events are delivered to, as managers say it."""

import pytest

from domain.events.webhook import MOST_WEBHOOKS
from tests.contracts.things import news
from tests.http.api import NOBODY, Api, Json, Session, refused
from tests.http.conftest import OpenApi
from tests.http.test_events import tell

URL = "https://till.example/hear?all=yes"


def add(session: Session, **more: object) -> Json:
    answer = session.post("/api/webhooks", {"url": URL, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()["webhook"]


def of(webhook: Json) -> str:
    return f"/api/webhooks/{webhook['id']}"


def test_a_webhook_is_added_and_its_secret_shown_this_once(manager: Session) -> None:
    answer = manager.post("/api/webhooks", {"url": URL})
    made = answer.json()
    webhook = made["webhook"]
    assert (answer.status_code, made["message"]) == (201, "Webhook created successfully")
    assert webhook == {
        "id": webhook["id"],
        "url": URL,
        "types": None,
        "active": True,
        "after": 0,
        "failures": 0,
        "failing_since": None,
        "next_try_at": None,
        "gave_up_at": None,
    }
    assert made["secret"].startswith("whsec_")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Location"].endswith(of(webhook))
    shown = [manager.get(path) for path in (of(webhook), "/api/webhooks", f"{of(webhook)}/deliveries")]
    assert shown[0].json() == {"webhook": webhook}
    assert shown[1].json() == {"webhooks": [webhook]}
    assert shown[2].json() == {"deliveries": []}
    changed = manager.patch(of(webhook), {"active": False})
    assert not [each for each in (*shown, changed) if "whsec_" in each.text]


def test_it_hears_of_what_happens_from_now_on_or_from_an_event_on(api: Api, manager: Session) -> None:
    tell(api, news(), news(), news())
    assert [add(manager, **more)["after"] for more in ({}, {"after": 1}, {"after": 0}, {"after": None})] == [3, 1, 0, 3]
    problem = refused(manager.post("/api/webhooks", {"url": URL, "after": 4}), 400, "event-not-yet")
    assert problem["errors"][0]["pointer"] == "/after"


@pytest.mark.parametrize("body", [{}, {"url": ""}, {"url": None}])
def test_a_webhook_has_a_url(manager: Session, body: object) -> None:
    _ = refused(manager.post("/api/webhooks", body), 400, "url-required", "A URL is required", pointer="/url")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (5, "invalid-body"),
        ("till.example", "invalid-webhook-url"),
        ("ftp://till.example/", "invalid-webhook-url"),
        ("https://ann:secret@till.example/", "invalid-webhook-url"),
        ("https://till.example/#hear", "invalid-webhook-url"),
        ("http://localhost/", "webhook-address-refused"),
        ("http://127.0.0.1:5000/", "webhook-address-refused"),
        ("http://127.1/", "webhook-address-refused"),
        ("http://[::ffff:127.0.0.1]/", "webhook-address-refused"),
        ("http://169.254.169.254/latest/meta-data", "webhook-address-refused"),
        ("https://10.1.2.3/", "webhook-address-refused"),
    ],
)
def test_a_url_that_is_none_is_refused_when_adding_and_when_changing(manager: Session, url: object, kind: str) -> None:
    webhook = add(manager)
    for answer in (manager.post("/api/webhooks", {"url": url}), manager.patch(of(webhook), {"url": url})):
        _ = refused(answer, 400, kind, pointer="/url")
    assert manager.get("/api/webhooks").json()["webhooks"] == [webhook]


@pytest.mark.parametrize(
    ("types", "kind", "pointer"),
    [
        ("order.placed", "invalid-body", "/types"),
        ([], "invalid-body", "/types"),
        (["order.placed", "order.eaten"], "unknown-event-type", "/types/1"),
        ([None], "invalid-body", "/types/0"),
    ],
)
def test_types_are_some_that_there_are(manager: Session, types: object, kind: str, pointer: str) -> None:
    webhook = add(manager, types=["order.placed"])
    for answer in (
        manager.post("/api/webhooks", {"url": URL, "types": types}),
        manager.patch(of(webhook), {"types": types}),
    ):
        _ = refused(answer, 400, kind, pointer=pointer)
    assert manager.get("/api/webhooks").json()["webhooks"] == [webhook]


def test_private_addresses_are_reached_where_the_settings_allow_it(open_api: OpenApi) -> None:
    boss = open_api(webhooks_to_private_addresses="allowed").manager()
    assert add(boss, url="http://10.0.0.1:8080/")["url"] == "http://10.0.0.1:8080/"


def test_a_webhook_is_changed(manager: Session) -> None:
    path = of(add(manager))
    changes = {"url": "http://other.example/", "types": ["order.placed", "order.closed"], "active": False}
    for body in (changes, {}, {"url": None, "active": None}):
        answer = manager.patch(path, body)
        shown = answer.json()["webhook"]
        assert (shown["url"], shown["types"]) == ("http://other.example/", ["order.closed", "order.placed"])
        assert not shown["active"]
    assert manager.get(path).json() == answer.json()
    assert manager.get(path).headers["ETag"] == answer.headers["ETag"]
    assert manager.patch(path, {"types": None, "active": True}).json()["webhook"]["types"] is None


def test_a_webhook_is_removed_once(manager: Session) -> None:
    path = of(add(manager))
    answer = manager.call("DELETE", path)
    assert (answer.status_code, answer.content) == (204, b"")
    for gone in (
        manager.get(path),
        manager.call("DELETE", path),
        manager.patch(path, {"active": True}),
        manager.post(f"{path}/replay", {"after": 0}),
        manager.get(f"{path}/deliveries"),
    ):
        _ = refused(gone, 404, "webhook-not-found", "Webhook not found")
    assert manager.get("/api/webhooks").json() == {"webhooks": []}


def test_a_version_that_was_not_read_is_not_changed_or_removed(manager: Session) -> None:
    path = of(add(manager))
    read = manager.get(path).headers["ETag"]
    changed = manager.patch(path, {"active": False}).headers["ETag"]
    for method, body in (("PATCH", {"active": True}), ("DELETE", None)):
        answer = manager.call(method, path, body=body, headers={"If-Match": read})
        _ = refused(answer, 412, "stale")
        assert answer.headers["ETag"] == changed
    assert manager.call("DELETE", path, headers={"If-Match": changed}).status_code == 204


def test_a_replay_goes_to_another_place(api: Api, manager: Session) -> None:
    tell(api, news(), news(), news())
    path = of(add(manager))
    answer = manager.post(f"{path}/replay", {"after": 1})
    assert (answer.status_code, answer.json()["webhook"]["after"]) == (200, 1)
    assert manager.get(path).json() == answer.json()
    _ = refused(manager.post(f"{path}/replay", {"after": 4}), 400, "event-not-yet", pointer="/after")
    for body in ({}, {"after": None}, {"after": -1}, {"after": 1.5}, {"after": "1"}):
        assert manager.post(f"{path}/replay", body).status_code == 400
    assert manager.get(path).json() == answer.json()


@pytest.mark.parametrize("text", [NOBODY, "1", "%00", "%ff", "nothing"])
def test_a_text_that_is_no_webhooks_id_finds_none(manager: Session, text: str) -> None:
    path = f"/api/webhooks/{text}"
    for answer in (manager.get(path), manager.patch(path, {}), manager.post(f"{path}/replay", {"after": 0})):
        _ = refused(answer, 404, "webhook-not-found", "Webhook not found")


def test_a_webhook_asked_for_twice_with_a_key_is_made_once(manager: Session) -> None:
    key = {"Idempotency-Key": "one"}
    first, again = (manager.call("POST", "/api/webhooks", body={"url": URL}, headers=key) for _ in "ab")
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(manager.get("/api/webhooks").json()["webhooks"]) == 1
    path = of(first.json()["webhook"])
    replays = [manager.call("POST", f"{path}/replay", body={"after": 0}, headers=key) for _ in "ab"]
    assert [each.headers.get("Idempotent-Replayed") for each in replays] == [None, "true"]
    assert replays[0].json() == replays[1].json()


def test_there_are_no_more_than_there_may_be(manager: Session) -> None:
    webhook, *_ = [add(manager) for _ in range(MOST_WEBHOOKS)]
    _ = refused(manager.post("/api/webhooks", {"url": URL}), 409, "too-many-webhooks")
    _ = manager.call("DELETE", of(webhook))
    _ = add(manager)


def test_what_managers_do_with_webhooks_is_in_the_audit(manager: Session) -> None:
    webhook = add(manager)
    _ = manager.patch(of(webhook), {"active": False})
    _ = manager.call("DELETE", of(webhook))
    entries = [each for each in manager.get("/api/audit").json()["entries"] if each["subject"] == webhook["id"]]
    assert [each["happening"] for each in entries] == ["webhook_removed", "webhook_changed", "webhook_added"]
    assert {each["actor"] for each in entries} == {manager.id}
    assert {each["details"]["url"] for each in entries} == {URL}
