"""What takes a manager, done by a waiter on whose device one approved it: once, soon, and with both names told."""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

import httpx
import pytest

from tests.http.api import ESPRESSO, NOBODY, OPERATOR_TOKEN, Api, Json, Session, refused
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, PIN, SETUP_TOKEN, Managed, MovableClock, on_a, quick_hashes
from tests.http.test_events import number

BOSS = "boss@example.com"
SAYS = "The approval is none for this, was used or has expired; ask a manager for a new one"


def ask(session: Session, order: object, action: object = "void", **who: object) -> httpx.Response:
    """Return the answer to a waiter on whose device somebody approves."""
    by = who or {"email": BOSS, "password": PASSWORD}
    return session.post("/api/approvals", {"action": action, "order": order, **by})


def approved(session: Session, order: Json, action: str = "void") -> str:
    """Return the approval of the boss."""
    answer = ask(session, order["id"], action)
    assert answer.status_code == 201, answer.text
    return answer.json()["approval"]


def give(session: Session, order: Json, approval: str | None, command: str = "void", **more: object) -> httpx.Response:
    """Return the answer to a command that has an approval."""
    headers = {} if approval is None else {"Approval": approval}
    body = {"reason": "Dropped", **more}
    return session.call("POST", f"/api/orders/{order['id']}/{command}", body=body, headers=headers)


def noted(managed: Managed, happening: str) -> list[Json]:
    """Return what was written down of this kind, newest first."""
    entries = managed.manager.get("/api/audit?per_page=100").json()["entries"]
    return [each for each in entries if each["happening"] == happening]


def a_waiter(managed: Managed) -> Session:
    return managed.enter(managed.person(), password=PASSWORD)


def test_a_waiter_voids_once_what_a_manager_approved_and_both_are_told(managed: Managed) -> None:
    waiter = a_waiter(managed)
    order = waiter.order({**ESPRESSO, "quantity": 3})
    _ = refused(give(waiter, order, None), 403, "command-not-allowed")

    given = ask(waiter, order["id"]).json()
    assert given == {
        "approval": given["approval"],
        "action": "void",
        "order": order["id"],
        "approved_by": managed.manager.id,
        "expires_in": 120,
    }
    one = [{"id": order["products"][0]["id"], "quantity": 1}]
    done = give(waiter, order, given["approval"], lines=one)
    assert done.json()["order"]["products"][0]["voided"] == 1
    _ = refused(give(waiter, order, given["approval"], lines=one), 403, "approval-refused", SAYS)

    assert waiter.shown(order)["products"][0]["voided"] == 1
    [voided], [approval] = noted(managed, "line_voided"), noted(managed, "approval_given")
    assert (voided["actor"], voided["details"]["approved_by"]) == (waiter.id, managed.manager.id)
    assert (approval["actor"], approval["subject"], approval["details"]) == (
        managed.manager.id, waiter.id, {"action": "void", "order": order["id"]},
    )  # fmt: skip
    number(managed.api)
    told = waiter.get(f"/api/orders/{order['id']}/history").json()["events"]
    assert [(each["actor"], each["data"].get("approved_by")) for each in told] == [
        (waiter.id, None), (waiter.id, managed.manager.id),
    ]  # fmt: skip
    assert given["approval"] not in managed.manager.get("/api/audit").text


def test_an_order_says_what_its_waiter_may_do_once_it_is_approved(managed: Managed) -> None:
    waiter = a_waiter(managed)
    placed = waiter.post(
        "/api/orders", {"customer_name": "Ana", "products": [ESPRESSO, {**ESPRESSO, "hold": True}]}
    ).json()["order"]
    sent, held = (line["id"] for line in placed["products"])
    assert (placed["allowed_actions"]["void"], placed["needs_approval"]) == ([held], {"void": [sent]})
    path = f"/api/orders/{placed['id']}"
    assert managed.manager.get(path).json()["order"]["needs_approval"] == {}
    closed = waiter.post(f"{path}/close", {}).json()["order"]
    assert closed["needs_approval"] == waiter.get(path).json()["order"]["needs_approval"] == {"reopen": []}


def test_a_waiter_reopens_what_a_manager_approved(managed: Managed) -> None:
    waiter = a_waiter(managed)
    order = waiter.order()
    assert waiter.post(f"/api/orders/{order['id']}/close", {}).status_code == 200
    approval = approved(waiter, order, "reopen")

    assert give(waiter, order, approval, "reopen").json()["order"]["status"] == "open"

    [reopened] = noted(managed, "order_reopened")
    assert reopened["details"] == {"reason": "Dropped", "approved_by": managed.manager.id}


def test_an_approval_is_for_its_action_its_order_its_waiter_and_its_restaurant(open_api: OpenApi) -> None:
    api = open_api(
        quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN, prices="sent", operator_token=OPERATOR_TOKEN
    )
    managed = Managed(api)
    waiter, other = a_waiter(managed), a_waiter(managed)
    order, another, theirs = waiter.order(), waiter.order(), other.order()
    next_door = api.opened("next-door", managed=True).comes("waiter")
    approval = approved(waiter, order)

    assert waiter.post(f"/api/orders/{order['id']}/close", {}).status_code == 200
    _ = refused(give(waiter, order, approval, "reopen"), 403, "approval-refused")
    assert managed.manager.post(f"/api/orders/{order['id']}/reopen", {"reason": "x"}).status_code == 200
    for session, which in ((waiter, another), (other, theirs), (next_door, next_door.order())):
        _ = refused(give(session, which, approval), 403, "approval-refused")
    _ = refused(give(other, order, approval), 404, "order-not-found")
    for wrong in ("", "x", approval + "x", approval[:-1], "é"):
        _ = refused(give(waiter, order, wrong), 403, "approval-refused")

    assert give(waiter, order, approval).json()["order"]["status"] == "voided"


def test_an_approval_lasts_two_minutes(moved: Managed, clock: MovableClock) -> None:
    waiter = a_waiter(moved)
    order, another = waiter.order(), waiter.order()
    first, second = approved(waiter, order), approved(waiter, another)
    clock.later += timedelta(seconds=118)
    assert give(waiter, order, first).status_code == 200
    clock.later += timedelta(seconds=3)
    _ = refused(give(waiter, another, second), 403, "approval-refused")


def test_what_is_refused_and_what_needs_no_approval_uses_none_up(managed: Managed) -> None:
    waiter = a_waiter(managed)
    order = waiter.order(ESPRESSO, {"name": "Cake", "price": 4, "quantity": 2, "course": 1})
    espresso, cake = ({"id": each["id"]} for each in order["products"])
    approval = approved(waiter, order)

    refusals: list[tuple[Json, int, str]] = [
        ({"lines": [{**espresso, "quantity": 9}]}, 409, "more-than-stands"),
        ({"lines": [{"id": NOBODY}]}, 400, "line-unknown"),
        ({"reason": ""}, 400, "reason-required"),
    ]
    for body, status, kind in refusals:
        _ = refused(give(waiter, order, approval, **body), status, kind)
    stale = {"Approval": approval, "If-Match": '"7"'}
    body = {"reason": "Dropped"}
    assert waiter.call("POST", f"/api/orders/{order['id']}/void", body=body, headers=stale).status_code == 412
    assert give(waiter, order, approval, lines=[{**cake, "quantity": 1}]).status_code == 200
    assert [each["details"].get("approved_by") for each in noted(managed, "line_voided")] == [None]

    both = give(waiter, order, approval)
    assert both.json()["order"]["status"] == "voided"
    told = [each["details"].get("approved_by") for each in noted(managed, "line_voided")]
    assert told == [managed.manager.id, managed.manager.id, None]


def test_managers_need_none_and_the_kitchen_has_none(managed: Managed) -> None:
    cook = managed.enter(managed.person("kitchen"), password=PASSWORD)
    order = a_waiter(managed).order()
    _ = refused(ask(cook, order["id"]), 403, "not-for-the-kitchen")
    _ = refused(give(cook, order, "x"), 403, "command-not-allowed")
    assert give(managed.manager, order, "x").status_code == 200


def test_a_command_sent_again_is_answered_as_before_without_another_approval(managed: Managed) -> None:
    waiter = a_waiter(managed)
    order = waiter.order({**ESPRESSO, "quantity": 3})
    body = {"reason": "Dropped", "lines": [{"id": order["products"][0]["id"], "quantity": 1}]}
    approval = approved(waiter, order)
    first, again, without = (
        waiter.call("POST", f"/api/orders/{order['id']}/void", body=body, headers={"Idempotency-Key": "once", **more})
        for more in ({"Approval": approval}, {"Approval": approval}, {})
    )
    assert (first.status_code, again.json(), without.json()) == (200, first.json(), first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert waiter.shown(order)["products"][0]["voided"] == 1


def test_whatever_is_wrong_with_who_approves_is_one_answer(managed: Managed) -> None:
    waiter = a_waiter(managed)
    order = waiter.order()
    colleague, cook = managed.person(), managed.person("kitchen")
    gone, with_pin = managed.person("manager"), managed.person("manager", {"pin": PIN, "password": PASSWORD})
    user = managed.enter(gone, password=PASSWORD).id
    assert managed.manager.patch(f"/api/users/{user}", {"active": False}).status_code == 200
    for who in (
        {"email": BOSS, "password": "wrong"},
        {"email": "nobody@example.com", "password": PASSWORD},
        {"email": colleague, "password": PASSWORD},
        {"email": cook, "password": PASSWORD},
        {"email": gone, "password": PASSWORD},
        {"email": with_pin, "pin": PIN},  # on no device of the restaurant
        {"email": BOSS, "pin": PIN},
    ):
        says = "No manager has this e-mail address and this secret"
        _ = refused(ask(waiter, order["id"], **who), 403, "approver-refused", says)
    failed = noted(managed, "approval_failed")
    assert (failed[0]["actor"], failed[0]["subject"], failed[0]["details"]) == (
        waiter.id, managed.manager.id, {"action": "void", "order": order["id"]},
    )  # fmt: skip
    assert len(failed) == 7


def test_who_is_no_manager_any_more_has_approved_nothing(managed: Managed) -> None:
    waiter, email = a_waiter(managed), managed.person("manager")
    order, user = waiter.order(), managed.enter(email, password=PASSWORD).id
    approval = ask(waiter, order["id"], email=email, password=PASSWORD).json()["approval"]
    for change in ({"role": "waiter"}, {"role": "manager", "active": False}):
        assert managed.manager.patch(f"/api/users/{user}", change).status_code == 200
        _ = refused(give(waiter, order, approval), 403, "approval-refused")


def test_a_pin_is_enough_on_a_device_of_the_restaurant_and_wrong_ones_are_counted_there(managed: Managed) -> None:
    manager = managed.person("manager", {"pin": PIN, "password": PASSWORD})
    waiters = managed.person(secrets={"pin": PIN, "password": PASSWORD})
    device, token = managed.device()
    waiter, elsewhere = managed.enter(waiters, device=token, pin=PIN), managed.enter(waiters, password=PASSWORD)
    order = waiter.order()
    for _ in range(4):
        _ = refused(ask(waiter, order["id"], email=manager, pin="000000"), 403, "approver-refused")
    approval = ask(waiter, order["id"], email=manager, pin=PIN)
    assert approval.status_code == 201, approval.text
    assert give(waiter, order, approval.json()["approval"]).status_code == 200
    [given] = noted(managed, "approval_given")
    assert given["details"] == {"action": "void", "order": order["id"], "device": device}

    for _ in range(5):
        _ = refused(ask(waiter, order["id"], email=manager, pin="000000"), 403, "approver-refused")
    _ = refused(ask(waiter, order["id"], email=manager, pin=PIN), 429, "too-many")
    _ = refused(managed.login(manager, device=token, password=PASSWORD), 429, "too-many")
    assert ask(elsewhere, order["id"], email=manager, password=PASSWORD).status_code == 201


def test_one_session_tries_so_often_a_minute_whomever_it_names(open_api: OpenApi) -> None:
    managed = Managed(
        open_api(quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN, prices="sent", rate_limit=9)
    )
    waiter = a_waiter(managed)
    order = waiter.order()
    for which in range(9):
        _ = refused(ask(waiter, order["id"], email=f"{which}@example.com", pin=PIN), 403, "approver-refused")
    _ = refused(ask(waiter, order["id"]), 429, "too-many")


def test_a_known_and_an_unknown_approver_take_the_same_time(
    open_api: OpenApi, clock: MovableClock, counted: Callable[[str], None]
) -> None:
    moved = Managed(open_api(on_a(clock), auth_mode="managed", setup_token=SETUP_TOKEN, prices="sent"))
    email = moved.person()
    order = moved.enter(email, password=PASSWORD).order()
    taken: dict[str, list[float]] = {BOSS: [], "nobody@example.com": []}
    for _ in range(80):
        for each, times in taken.items():
            clock.later += timedelta(hours=1)
            waiter = moved.enter(email, password=PASSWORD)
            started = time.perf_counter()
            assert ask(waiter, order["id"], email=each, password="wrong wrong wrong").status_code == 403
            times.append(time.perf_counter() - started)
    known, unknown = (median(times) for times in taken.values())
    counted(f"160 tries: {known * 1000:.1f} ms for a known e-mail, {unknown * 1000:.1f} ms for an unknown one")
    assert abs(known - unknown) < 0.15 * max(known, unknown)


@pytest.mark.parametrize(
    ("body", "kind", "pointer"),
    [
        ({"action": None}, "action-required", "/action"),
        ({"action": "close"}, "action-required", "/action"),
        ({"action": "VOID"}, "action-required", "/action"),
        ({"action": 7}, "invalid-body", "/action"),
        ({"order": None}, "approved-order-required", "/order"),
        ({"order": "7"}, "invalid-body", "/order"),
        ({"email": ""}, "email-required", "/email"),
        ({"password": None}, "secret-required", "/password"),
        ({"more": 1}, "unknown-key", "/more"),
    ],
)
def test_what_is_wrong_with_the_body_is_told(managed: Managed, body: Json, kind: str, pointer: str) -> None:
    waiter = a_waiter(managed)
    whole = {"action": "void", "order": waiter.order()["id"], "email": BOSS, "password": PASSWORD}
    _ = refused(waiter.post("/api/approvals", whole | body), 400, kind, pointer=pointer)


def test_an_order_that_is_not_there_or_anothers_takes_no_approval(managed: Managed) -> None:
    waiter = a_waiter(managed)
    for order in (NOBODY, a_waiter(managed).order()["id"]):
        _ = refused(ask(waiter, order), 404, "order-not-found")


def test_where_everybody_is_trusted_there_is_nothing_to_approve(api: Api, waiter: Session) -> None:
    order = waiter.order()
    assert ask(waiter, order["id"]).status_code == 404
    assert give(waiter, order, "x").json()["order"]["status"] == "voided"
    assert "/api/approvals" not in api.client.get("/openapi.json").json()["paths"]
