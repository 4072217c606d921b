"""Signing in where people prove who they are."""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

import pytest

from tests.http.api import NOBODY, refused
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, PIN, SETUP_TOKEN, Managed, MovableClock, on_a


def test_the_setup_token_makes_one_manager_and_is_dead_then(managed: Managed) -> None:
    for token in (SETUP_TOKEN, "wrong", ""):
        _ = refused(managed.set_up("second@example.com", token), 403, "setup-refused")
    assert managed.manager.get("/api/auth/verify").json()["user"]["role"] == "manager"


def test_the_entrance_says_that_people_sign_in_with_secrets(managed: Managed) -> None:
    assert managed.client.get("/").json()["auth_mode"] == "managed"


def test_a_wrong_setup_token_sets_nothing_up(open_api: OpenApi) -> None:
    api = open_api(auth_mode="managed", setup_token=SETUP_TOKEN)
    body = {"email": "a@example.com", "name": "A", "password": PASSWORD}
    for token in ("wrong", "", SETUP_TOKEN + "x"):
        answer = api.client.post("/api/users", json=body, headers={"Setup-Token": token})
        _ = refused(answer, 403, "setup-refused")
    _ = refused(api.client.post("/api/users", json=body), 401, "token-missing")


def test_without_a_setup_token_nobody_sets_anything_up(open_api: OpenApi) -> None:
    api = open_api(auth_mode="managed")
    body = {"email": "a@example.com", "name": "A", "password": PASSWORD}
    for token in ("", "None", "x"):
        _ = refused(api.client.post("/api/users", json=body, headers={"Setup-Token": token}), 403, "setup-refused")


def test_the_first_manager_may_choose_the_password_later(open_api: OpenApi) -> None:
    api = open_api(auth_mode="managed", setup_token=SETUP_TOKEN)
    body = {"email": "boss@example.com", "name": "Boss"}
    made = api.client.post("/api/users", json=body, headers={"Setup-Token": SETUP_TOKEN}).json()
    choice = {"email": "boss@example.com", "code": made["activation_code"], "password": PASSWORD}
    assert api.client.post("/api/auth/activate", json=choice).status_code == 200
    assert api.client.post("/api/auth/login", json=choice).status_code == 200


def test_only_managers_create_users(managed: Managed) -> None:
    waiter = managed.enter(managed.person(), password=PASSWORD)
    body = {"email": "new@example.com", "name": "New"}
    _ = refused(waiter.post("/api/users", body), 403, "only-managers-manage")
    _ = refused(managed.client.post("/api/users", json=body), 401, "token-missing")


def test_a_code_activates_once_and_however_it_is_typed(managed: Managed) -> None:
    email, _, code = managed.employ()
    _ = refused(managed.login(email, password=PASSWORD), 401, "wrong-credentials")
    typed = f" {code.lower().replace('-', ' ')}"

    assert managed.activate(email, typed, password=PASSWORD).json()["user"]["email"] == email

    _ = refused(managed.activate(email, code, password="another good one"), 401, "activation-refused")
    assert managed.enter(email, password=PASSWORD).order()["user_id"]
    told = [each["happening"] for each in managed.manager.get("/api/audit").json()["entries"]]
    assert told[:5] == ["product_invented", "signed_in", "activation_failed", "user_activated", "sign_in_failed"]


def test_a_token_given_for_an_email_alone_is_worth_nothing_where_that_is_not_enough(open_api: OpenApi) -> None:
    given = open_api().manager().token
    managed = Managed(open_api(auth_mode="managed", setup_token=SETUP_TOKEN))
    _ = refused(managed.api.carrying(given).get("/api/orders"), 401, "token-invalid")


def test_a_code_of_somebody_else_or_of_yesterday_activates_nobody(moved: Managed, clock: MovableClock) -> None:
    _, _, hers = moved.employ()
    bea, _, code = moved.employ()
    _ = refused(moved.activate(bea, hers, password=PASSWORD), 401, "activation-refused")
    _ = refused(moved.activate("nobody@example.com", hers, password=PASSWORD), 401, "activation-refused")
    clock.later = timedelta(hours=24, seconds=1)
    _ = refused(moved.activate(bea, code, password=PASSWORD), 401, "activation-refused")


def test_a_new_code_replaces_the_one_before_and_ends_every_session_when_used(managed: Managed) -> None:
    email, who, first = managed.employ()
    issued = managed.manager.post(f"/api/users/{who}/activation", None)
    assert issued.status_code == 201
    _ = refused(managed.activate(email, first, password=PASSWORD), 401, "activation-refused")
    assert managed.activate(email, issued.json()["activation_code"], password=PASSWORD).status_code == 200
    session = managed.enter(email, password=PASSWORD)

    again = managed.manager.post(f"/api/users/{who}/activation", None).json()["activation_code"]
    assert session.get("/api/orders").status_code == 200
    assert managed.activate(email, again, password="another good one").status_code == 200

    _ = refused(session.get("/api/orders"), 401, "session-ended")
    _ = refused(session.refresh(), 401, "session-ended")
    _ = refused(managed.login(email, password=PASSWORD), 401, "wrong-credentials")
    _ = refused(session.post(f"/api/users/{who}/activation", None), 401, "session-ended")
    _ = refused(managed.manager.post(f"/api/users/{NOBODY}/activation", None), 404, "waiter-not-found")


@pytest.mark.parametrize(
    ("secret", "kind"),
    [({"password": "short"}, "invalid-password"), ({"password": "x" * 129}, "invalid-password")]
    + [({"password": "passwordpassword"}, "invalid-password"), ({"password": "123456789012"}, "invalid-password")]
    + [({"pin": pin}, "invalid-pin") for pin in ("12345", "1234567", "12345a", "111111", "123456", "654321", "121212")]
    + [({"pin": pin}, "invalid-pin") for pin in ("123123", "112233", "246802", "123321", "000001", "٤٠٨١٢٦")]
    + [({"pin": 408126}, "invalid-body"), ({}, "secret-required")],
)
def test_a_secret_that_is_tried_first_is_not_taken(managed: Managed, secret: dict[str, object], kind: str) -> None:
    email, _, code = managed.employ()
    _ = refused(managed.activate(email, code, **secret), 400, kind)
    assert managed.activate(email, code, password="ÅÄÖ åäö passphrase", pin=PIN).status_code == 200
    assert managed.login(email, password="ÅÄÖ åäö passphrase").status_code == 200


@pytest.mark.parametrize("pin", [408126, "\u0000", [PIN], True])
def test_beside_a_password_a_pin_is_not_looked_at(managed: Managed, pin: object) -> None:
    email = managed.person()
    assert managed.login(email, password=PASSWORD, pin=pin).status_code == 200
    _ = refused(managed.login(email, password="wrong", pin=pin), 401, "wrong-credentials")
    told = [each["happening"] for each in managed.manager.get("/api/audit").json()["entries"]]
    assert told[:2] == ["sign_in_failed", "signed_in"]


@pytest.mark.parametrize("password", [None, "", 0, []])
def test_without_a_password_the_pin_is_looked_at(managed: Managed, password: object) -> None:
    answer = managed.login(managed.person(), password=password, pin=408126)
    _ = refused(answer, 400, "invalid-body", pointer="/pin")


def test_that_there_is_no_secret_is_told_first_to_who_signs_in_and_last_to_who_chooses_one(managed: Managed) -> None:
    body = {"email": 1, "code": "x"}
    login, activate = (managed.client.post(f"/api/auth/{call}", json=body) for call in ("login", "activate"))
    _ = refused(login, 400, "secret-required", pointer="/password")
    _ = refused(activate, 400, "invalid-body", pointer="/email")
    answer = managed.client.post("/api/auth/activate", json={"email": "a@example.com", "code": 1})
    _ = refused(answer, 400, "invalid-body", pointer="/code")


def test_anybody_hears_how_devices_are_enrolled(managed: Managed) -> None:
    assert managed.client.options("/api/devices").headers["Allow"] == "OPTIONS, POST"


def test_an_unknown_email_and_a_wrong_secret_are_one_and_the_same(managed: Managed) -> None:
    email = managed.person()
    wrong, unknown = managed.login(email, password="wrong"), managed.login("nobody@example.com", password="wrong")

    problem = refused(wrong, 401, "wrong-credentials")
    assert problem["error"] == "invalid_credentials"
    assert unknown.json() == problem
    same = {"content-type", "www-authenticate", "cache-control"}
    assert {name: wrong.headers[name] for name in same} == {name: unknown.headers[name] for name in same}


def test_an_unknown_email_and_a_wrong_secret_take_the_same_time(
    open_api: OpenApi, clock: MovableClock, counted: Callable[[str], None]
) -> None:
    moved = Managed(open_api(on_a(clock), auth_mode="managed", setup_token=SETUP_TOKEN))
    email = moved.person()
    taken: dict[str, list[float]] = {email: [], "nobody@example.com": []}
    for _ in range(100):
        for each, times in taken.items():
            clock.later += timedelta(hours=1)
            started = time.perf_counter()
            assert moved.login(each, password="wrong wrong wrong").status_code == 401
            times.append(time.perf_counter() - started)
    known, unknown = (median(times) for times in taken.values())
    counted(f"200 tries: {known * 1000:.1f} ms for a known e-mail, {unknown * 1000:.1f} ms for an unknown one")
    assert abs(known - unknown) < 0.15 * max(known, unknown)


def test_a_pin_opens_on_a_device_of_the_restaurant_only(managed: Managed) -> None:
    email = managed.person(secrets={"pin": PIN, "password": PASSWORD})
    device, token = managed.device()
    assert managed.enter(email, device=token, pin=PIN).get("/api/orders").status_code == 200
    for bad in (None, device, f"{device}.wrong", f"{NOBODY}.{token.partition('.')[2]}", token + "x"):
        _ = refused(managed.login(email, device=bad, pin=PIN), 401, "wrong-credentials")
        assert managed.login(email, device=token, pin=PIN).status_code == 200


def test_a_pin_opens_nothing_for_a_manager(managed: Managed) -> None:
    email = managed.person("manager", secrets={"pin": PIN, "password": PASSWORD})
    _ = refused(managed.login(email, device=managed.device()[1], pin=PIN), 401, "wrong-credentials")


def test_a_revoked_device_is_out_at_once_with_everybody_on_it(managed: Managed) -> None:
    email = managed.person(secrets={"pin": PIN})
    device, token = managed.device()
    session = managed.enter(email, device=token, pin=PIN)

    revoked = managed.manager.call("DELETE", f"/api/devices/{device}")

    assert revoked.json()["device"]["revoked_at"]
    _ = refused(session.get("/api/orders"), 401, "session-ended")
    _ = refused(session.refresh(), 401, "session-ended")
    _ = refused(managed.login(email, device=token, pin=PIN), 401, "wrong-credentials")
    again = managed.manager.call("DELETE", f"/api/devices/{device}")
    assert again.json() == revoked.json()
    assert managed.manager.get("/api/devices").json()["devices"] == [revoked.json()["device"]]
    _ = refused(managed.manager.call("DELETE", f"/api/devices/{NOBODY}"), 404, "device-not-found")


def test_a_pairing_code_is_good_once_and_for_ten_minutes(moved: Managed, clock: MovableClock) -> None:
    first, second = (moved.manager.post("/api/devices/pairing-codes", {"name": "Till"}).json()["code"] for _ in "12")
    assert moved.client.post("/api/devices", json={"code": first}).status_code == 201
    _ = refused(moved.client.post("/api/devices", json={"code": first}), 401, "pairing-refused")
    clock.later = timedelta(minutes=10, seconds=1)
    _ = refused(moved.client.post("/api/devices", json={"code": second}), 401, "pairing-refused")


def test_codes_and_tokens_are_not_kept_on_the_way(managed: Managed) -> None:
    employed = managed.manager.post("/api/users", {"email": "new@example.com", "name": "New"})
    issued = managed.manager.post(f"/api/users/{employed.json()['user']['id']}/activation", None)
    offered = managed.manager.post("/api/devices/pairing-codes", {"name": "Till"})
    enrolled = managed.client.post("/api/devices", json={"code": offered.json()["code"]})
    answers = [employed, issued, offered, enrolled]
    assert [(each.status_code, each.headers["Cache-Control"]) for each in answers] == [(201, "no-store")] * 4


def test_a_pairing_code_of_a_manager_who_is_none_any_more_is_worth_nothing(managed: Managed) -> None:
    other = managed.enter(managed.person("manager"), password=PASSWORD)
    code = other.post("/api/devices/pairing-codes", {"name": "Till"}).json()["code"]
    _ = managed.manager.patch(f"/api/users/{other.id}", {"role": "waiter"})
    _ = refused(managed.client.post("/api/devices", json={"code": code}), 401, "pairing-refused")
    _ = managed.manager.patch(f"/api/users/{other.id}", {"role": "manager", "active": False})
    _ = refused(managed.client.post("/api/devices", json={"code": code}), 401, "pairing-refused")


def test_waiters_have_no_say_about_devices(managed: Managed) -> None:
    waiter = managed.enter(managed.person(), password=PASSWORD)
    device, _ = managed.device()
    _ = refused(waiter.post("/api/devices/pairing-codes", {"name": "Till"}), 403, "only-managers-manage")
    _ = refused(waiter.get("/api/devices"), 403, "only-managers-manage")
    _ = refused(waiter.call("DELETE", f"/api/devices/{device}"), 403, "only-managers-manage")


def test_after_five_failures_each_try_waits_longer(moved: Managed, clock: MovableClock) -> None:
    email = moved.person()
    for _ in range(5):
        _ = refused(moved.login(email, password="wrong"), 401, "wrong-credentials")
    waits: list[int] = []
    for _ in range(4):
        answer = moved.login(email, password=PASSWORD)
        _ = refused(answer, 429, "too-many")
        waits.append(int(answer.headers["Retry-After"]))
        clock.later += timedelta(seconds=waits[-1])
        _ = refused(moved.login(email, password="wrong"), 401, "wrong-credentials")
    assert waits == [15, 30, 60, 120]
    clock.later += timedelta(minutes=15)
    assert moved.login(email, password=PASSWORD).status_code == 200
    assert moved.login(email, password="wrong").status_code == 401
    assert moved.login(email, password=PASSWORD).status_code == 200


def test_an_unknown_email_has_to_wait_just_as_long(moved: Managed) -> None:
    for _ in range(5):
        _ = refused(moved.login("nobody@example.com", password="wrong"), 401, "wrong-credentials")
    _ = refused(moved.login("Nobody@Example.com", password="wrong"), 429, "too-many")


def test_a_session_that_a_pin_opened_never_becomes_a_managers(managed: Managed) -> None:
    email = managed.person(secrets={"pin": PIN})
    _, token = managed.device()
    waiter = managed.enter(email, device=token, pin=PIN)
    promoted = managed.manager.call("PATCH", f"/api/users/{waiter.id}", body={"role": "manager"})
    assert promoted.status_code == 200
    assert waiter.get("/api/users").status_code == 401
    assert waiter.refresh().status_code == 401
    _ = refused(managed.login(email, device=token, pin=PIN), 401, "wrong-credentials")


def test_failures_elsewhere_do_not_lock_a_waiter_out_on_the_device(managed: Managed) -> None:
    email = managed.person(secrets={"pin": PIN})
    _, token = managed.device()
    for _ in range(5):
        _ = refused(managed.login(email, pin="000000"), 401, "wrong-credentials")
    _ = refused(managed.login(email, pin=PIN), 429, "too-many")
    assert managed.login(email, device=token, pin=PIN).status_code == 200


def test_guessing_activation_codes_has_to_wait_too_and_keeps_nobody_waiting_who_has_the_right_one(
    managed: Managed,
) -> None:
    email, _, code = managed.employ()
    for _ in range(5):
        _ = refused(managed.activate(email, "WRONG", password=PASSWORD), 401, "activation-refused")
    for _ in range(3):
        _ = refused(managed.activate(email, "WRONG", password=PASSWORD), 429, "too-many")
    assert managed.activate(email, code, password=PASSWORD).status_code == 200


def test_who_chose_a_new_secret_does_not_wait_for_failures_with_the_one_before(managed: Managed) -> None:
    email, who, code = managed.employ()
    _, token = managed.device()
    for device in (None, token):
        for _ in range(5):
            _ = refused(managed.login(email, device=device, password="wrong"), 401, "wrong-credentials")
        _ = refused(managed.login(email, device=device, password="wrong"), 429, "too-many")
    assert managed.activate(email, code, password=PASSWORD, pin=PIN).status_code == 200
    assert managed.login(email, password=PASSWORD).json()["user"]["id"] == who
    assert managed.login(email, device=token, pin=PIN).status_code == 200


def test_a_clock_that_was_ahead_while_somebody_failed_does_not_make_them_wait_for_it(
    moved: Managed, clock: MovableClock
) -> None:
    few, many = moved.person(), moved.person()
    clock.later = timedelta(days=1)
    _ = refused(moved.login(few, password="wrong"), 401, "wrong-credentials")
    for _ in range(5):
        _ = refused(moved.login(many, password="wrong"), 401, "wrong-credentials")
    clock.later = timedelta(0)
    assert moved.login(few, password=PASSWORD).status_code == 200
    for seconds, left in ((0, 15), (10, 5), (15, 0)):
        clock.later = timedelta(seconds=seconds)
        answer = moved.login(many, password=PASSWORD)
        assert answer.status_code == (429 if left else 200)
        assert not left or left <= int(answer.headers["Retry-After"]) <= left + 1


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda email: email.replace("i", "\u0130")])
def test_another_spelling_is_no_other_account(managed: Managed, spelling: Callable[[str], str]) -> None:
    email = managed.person()
    for _ in range(5):
        _ = refused(managed.login(email, password="wrong"), 401, "wrong-credentials")
    _ = refused(managed.login(spelling(email), password=PASSWORD), 429, "too-many")


@pytest.mark.parametrize(
    "written", [" SP@b\u00fccher.example\ufeff", "sp@xn--bcher-kva.example", "sp@bu\u0308cher.example"]
)
def test_an_email_opens_however_it_is_written(managed: Managed, written: str) -> None:
    made = managed.manager.post("/api/users", {"email": "sp@xn--bcher-kva.example", "name": "Sp", "role": "waiter"})
    assert managed.activate(written, made.json()["activation_code"], password=PASSWORD).status_code == 200
    _ = managed.enter(written, password=PASSWORD)
    for _ in range(5):
        _ = refused(managed.login("sp@b\u00fccher.example", password="wrong"), 401, "wrong-credentials")
    _ = refused(managed.login(written, password=PASSWORD), 429, "too-many")


def test_who_has_no_code_has_no_password_judged(managed: Managed) -> None:
    email, _, code = managed.employ()
    for each in (email, "nobody@example.com"):
        _ = refused(managed.activate(each, "WRONG", password="passwordpassword"), 401, "activation-refused")
    _ = refused(managed.activate(email, code, password="passwordpassword"), 400, "invalid-password")


def test_an_unknown_email_and_a_wrong_code_take_the_same_time(
    moved: Managed, clock: MovableClock, counted: Callable[[str], None]
) -> None:
    email, _, _ = moved.employ()
    taken: dict[str, list[float]] = {email: [], "nobody@example.com": []}
    for _ in range(100):
        for each, times in taken.items():
            clock.later += timedelta(hours=1)
            started = time.perf_counter()
            assert moved.activate(each, "WRONG", password=PASSWORD).status_code == 401
            times.append(time.perf_counter() - started)
    known, unknown = (median(times) for times in taken.values())
    counted(f"200 codes: {known * 1000:.2f} ms for a known e-mail, {unknown * 1000:.2f} ms for an unknown one")
    assert abs(known - unknown) < 0.15 * max(known, unknown)


def test_a_new_email_signs_nobody_out_and_the_one_before_opens_nothing(managed: Managed) -> None:
    email = managed.person()
    session = managed.enter(email, password=PASSWORD)
    answer = managed.manager.patch(f"/api/users/{session.id}", {"email": "new@example.com"})
    assert answer.json()["user"]["email"] == "new@example.com"
    assert session.get("/api/orders").status_code == 200
    assert session.refresh().status_code == 200
    _ = refused(managed.login(email, password=PASSWORD), 401, "wrong-credentials")
    assert managed.login("NEW@example.com", password=PASSWORD).status_code == 200
    assert "@example" not in managed.manager.get("/api/audit").text


def test_who_is_deactivated_neither_signs_in_nor_refreshes(managed: Managed) -> None:
    email = managed.person()
    session = managed.enter(email, password=PASSWORD)
    _ = managed.manager.patch(f"/api/users/{session.id}", {"active": False})
    _ = refused(session.refresh(), 401, "session-ended")
    _ = refused(managed.login(email, password=PASSWORD), 401, "waiter-inactive")
    _ = refused(managed.login(email, password="wrong"), 401, "wrong-credentials")


def test_waiters_see_no_staff_but_themselves_and_change_no_product(managed: Managed) -> None:
    waiter = managed.enter(managed.person(), password=PASSWORD)
    _ = refused(waiter.get("/api/users"), 403, "only-managers-manage")
    missing = refused(waiter.get(f"/api/users/{NOBODY}"), 404, "waiter-not-found")
    hidden = refused(waiter.get(f"/api/users/{managed.manager.id}"), 404, "waiter-not-found")
    assert {**hidden, "instance": ""} == {**missing, "instance": ""}
    assert waiter.get(f"/api/users/{waiter.id}").status_code == 200
    _ = refused(waiter.post("/api/products", {"name": "Tea", "price": 1}), 403, "only-managers-manage")
    tea = managed.manager.post("/api/products", {"name": "Tea", "price": 1}).json()["product"]["id"]
    _ = refused(waiter.patch(f"/api/products/{tea}", {"price": 2}), 403, "only-managers-manage")
    assert waiter.get(f"/api/products/{tea}").status_code == 200
