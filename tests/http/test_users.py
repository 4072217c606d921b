"""Registering and looking up the staff."""

import json
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.http.api import NOBODY, Api, Session, refused


def test_a_registration_returns_the_user(api: Api) -> None:
    answer = api.client.post("/api/users", json={"email": "ana@example.com", "name": " Ana ", "unknown": [1]})

    assert answer.status_code == 201
    assert set(answer.json()) == {"message", "user"}
    assert answer.json()["message"] == "User created successfully"
    user = answer.json()["user"]
    assert {"id", "email", "name", "created_at"} <= set(user)
    assert (user["email"], user["name"], user["role"]) == ("ana@example.com", "Ana", "waiter")
    assert str(UUID(user["id"])) == user["id"]
    assert datetime.fromisoformat(user["created_at"]).utcoffset() == timedelta(0)


@pytest.mark.parametrize("missing", ["email", "name"])
@pytest.mark.parametrize("value", [None, "", 0, []])
def test_a_registration_needs_an_email_and_a_name(api: Api, missing: str, value: object) -> None:
    answer = api.client.post("/api/users", json={"email": "ana@example.com", "name": "Ana"} | {missing: value})

    _ = refused(answer, 400, "email-and-name-required", "Email and name are required", pointer=f"/{missing}")


@pytest.mark.parametrize("email", ["ana@example.com", "ANA@example.COM"])
def test_an_email_is_taken_once_whatever_its_case(api: Api, email: str) -> None:
    _ = api.register("ana@example.com")

    answer = api.client.post("/api/users", json={"email": email, "name": "Another"})

    _ = refused(answer, 409, "email-taken", "Email already exists")


@pytest.mark.parametrize(
    "email", ["ana", "ana@", "@example.com", "a b@example.com", "ana@example..com", "a" * 300 + "@example.com", "é@"]
)
def test_an_address_with_wrong_syntax_is_refused(api: Api, email: str) -> None:
    answer = api.client.post("/api/users", json={"email": email, "name": "Ana"})

    _ = refused(answer, 400, "invalid-email", pointer="/email")


@pytest.mark.parametrize("name", ["   ", "x" * 121, "An\na", "An\x7fa", "An\u2028a", "An\u0085a"])
def test_a_name_that_cannot_be_is_refused(api: Api, name: str) -> None:
    answer = api.client.post("/api/users", json={"email": "ana@example.com", "name": name})

    _ = refused(answer, 400, "invalid-name", pointer="/name")


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", 5), ("email", "ana@example.com\x00"), ("name", "An\x00a"), ("name", 7), ("name", {"a": 1}), ("role", 1)],
)
def test_a_registration_of_other_kinds_of_values_is_refused(api: Api, field: str, value: object) -> None:
    answer = api.client.post("/api/users", json={"email": "ana@example.com", "name": "Ana"} | {field: value})

    _ = refused(answer, 400, "invalid-body", pointer=f"/{field}")


def test_an_unknown_role_is_refused(api: Api) -> None:
    answer = api.client.post("/api/users", json={"email": "ana@example.com", "name": "Ana", "role": "chef"})

    _ = refused(answer, 400, "unknown-role", pointer="/role")


def test_a_lone_surrogate_is_no_json(api: Api) -> None:
    body = json.dumps({"email": "ana@example.com", "name": "An\ud800"})

    answer = api.client.post("/api/users", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400


def test_a_name_of_120_characters_is_kept_whatever_they_are(api: Api) -> None:
    name = "名😀" * 60

    assert api.register("ana@example.com", name)["name"] == name


def test_users_are_listed_in_the_order_they_registered(api: Api) -> None:
    users = [api.register(f"{name}@example.com", name) for name in ("zoe", "ana", "max")]
    session = api.sign_in("max@example.com")

    answer = session.get("/api/users")

    assert answer.status_code == 200
    assert answer.json() == {"users": users}


def test_colleagues_are_known_by_name_and_id_alone(api: Api, waiter: Session) -> None:
    bea = api.register("bea@example.com", "Bea")
    _ = api.register("cook@example.com", "Cook", "kitchen")

    colleagues = waiter.get("/api/colleagues").json()["colleagues"]

    assert [each for each in colleagues if each["id"] != waiter.id] == [{"id": bea["id"], "name": "Bea"}]


def test_a_user_is_shown(api: Api, waiter: Session) -> None:
    user = api.register("zoe@example.com")

    answer = waiter.get(f"/api/users/{user['id']}")

    assert answer.status_code == 200
    assert answer.json() == {"user": user}


@pytest.mark.parametrize("text", [NOBODY, "1", "nobody", "%00", "%ff", "a%27b", "x" * 2000, NOBODY.replace("-", "")])
def test_a_text_that_is_no_users_id_finds_no_user(waiter: Session, text: str) -> None:
    answer = waiter.get(f"/api/users/{text}")

    assert answer.status_code == 404
    assert answer.json()["message"] == "User not found"


def test_a_manager_changes_a_user_and_it_takes_effect_at_once(api: Api, manager: Session, waiter: Session) -> None:
    before = waiter.get(f"/api/users/{waiter.id}")
    path, etag = f"/api/users/{waiter.id}", {"If-Match": before.headers["ETag"]}
    assert waiter.get("/api/orders?waiter=all").status_code == 403

    promoted = manager.call("PATCH", path, body={"role": "manager", "name": "Anabela"}, headers=etag)

    assert promoted.status_code == 200
    assert promoted.json()["user"] == before.json()["user"] | {"role": "manager", "name": "Anabela"}
    assert waiter.get("/api/orders?waiter=all").status_code == 401  # a manager's session is opened as one
    waiter = api.sign_in(before.json()["user"]["email"])
    assert waiter.get("/api/orders?waiter=all").status_code == 200
    assert waiter.get(path).headers["ETag"] == promoted.headers["ETag"] != before.headers["ETag"]
    _ = refused(manager.call("PATCH", path, body={"name": "Zoe"}, headers=etag), 412, "stale")


def test_a_manager_changes_an_email_and_the_session_goes_on(api: Api, manager: Session, waiter: Session) -> None:
    path, before = f"/api/users/{waiter.id}", waiter.get(f"/api/users/{waiter.id}")
    old, etag = before.json()["user"]["email"], {"If-Match": before.headers["ETag"]}

    changed = manager.call("PATCH", path, body={"email": " Renée@EXAMPLE.com "}, headers=etag)

    assert changed.status_code == 200
    assert changed.json()["user"] == before.json()["user"] | {"email": "Renée@example.com"}
    assert waiter.get(path).json() == changed.json()
    assert waiter.get(path).headers["ETag"] == changed.headers["ETag"] != before.headers["ETag"]
    assert api.sign_in("renée@example.com").id == waiter.id
    _ = refused(api.client.post("/api/auth/login", json={"email": old}), 404, "waiter-not-found")
    _ = refused(manager.call("PATCH", path, body={"email": "z@example.com"}, headers=etag), 412, "stale")
    assert api.register(old)["id"] != waiter.id
    again = manager.patch(path, {"email": "RENÉE@example.com"})
    assert again.json()["user"]["email"] == "RENÉE@example.com"
    entries = manager.get("/api/audit").json()["entries"]
    assert [(each["happening"], each["subject"], each["details"]["email"]) for each in entries[:2]] == [
        ("user_changed", waiter.id, "changed")
    ] * 2


@pytest.mark.parametrize("taken", ["TAKEN@example.com", "taken@EXAMPLE.com"])
def test_an_email_that_somebody_has_is_nobody_elses(api: Api, manager: Session, waiter: Session, taken: str) -> None:
    _ = api.register("taken@example.com")
    path = f"/api/users/{waiter.id}"
    before = waiter.get(path)
    _ = refused(manager.patch(path, {"email": taken}), 409, "email-taken", "Email already exists")
    _ = refused(waiter.patch(path, {"email": "mine@example.com"}), 403, "only-managers-manage")
    assert waiter.get(path).json() == before.json()


def test_a_deactivated_user_is_out_at_once_and_for_good(api: Api, manager: Session, waiter: Session) -> None:
    email = waiter.get("/api/auth/verify").json()["user"]["email"]

    assert manager.patch(f"/api/users/{waiter.id}", {"active": False}).json()["user"]["active"] is False

    assert refused(waiter.get("/api/orders"), 401, "waiter-inactive")["error"] == "user_inactive"
    _ = refused(api.client.post("/api/auth/login", json={"email": email}), 401, "waiter-inactive")
    _ = manager.patch(f"/api/users/{waiter.id}", {"active": True})
    _ = refused(waiter.get("/api/orders"), 401, "session-ended")


def test_a_waiter_changes_no_user(waiter: Session, manager: Session) -> None:
    for user in (waiter.id, manager.id, NOBODY):
        _ = refused(waiter.patch(f"/api/users/{user}", {"role": "manager"}), 403, "only-managers-manage")


def test_the_kitchen_sees_itself_and_the_catalogue_and_is_told_one_thing_of_all_else(api: Api) -> None:
    email, kitchen = api.newcomer("kitchen")
    user = kitchen.get("/api/auth/verify").json()["user"]
    assert (user["email"], user["role"]) == (email, "kitchen")
    assert kitchen.get(f"/api/users/{kitchen.id}").json() == {"user": user}
    assert kitchen.get("/api/products").status_code == 200

    product = {"name": "Kitchen's own", "price": 1}
    for answer in (
        kitchen.get("/api/users"),
        kitchen.get(f"/api/users/{NOBODY}"),
        kitchen.get("/api/orders?waiter=me"),
        kitchen.get(f"/api/orders/{NOBODY}"),
        kitchen.get("/api/reports/sales"),
        kitchen.get("/api/audit"),
        kitchen.post("/api/products", product),
        kitchen.post("/api/orders", {"customer_name": "Me", "products": [{**product, "quantity": 1}]}),
        kitchen.post("/api/orders", {"customer_name": "Me", "products": [{**product, "quantity": 0}]}),
        kitchen.patch(f"/api/users/{kitchen.id}", {"role": "manager"}),
    ):
        _ = refused(answer, 403, "not-for-the-kitchen")


def test_the_last_manager_stays(manager: Session) -> None:
    for change in ({"active": False}, {"role": "waiter"}, {"role": "kitchen"}):
        _ = refused(manager.patch(f"/api/users/{manager.id}", change), 409, "no-manager-left")


@pytest.mark.parametrize(
    ("body", "kind"),
    [({"name": 5}, "invalid-body"), ({"name": " "}, "invalid-name"), ({"role": "chef"}, "unknown-role")]
    + [({"active": "no"}, "invalid-body"), ({"email": "nobody"}, "invalid-email"), ({"email": 5}, "invalid-body")]
    + [({"email": ""}, "invalid-email"), ({"email": "a@example.com\x00"}, "invalid-body")],
)
def test_a_change_that_cannot_be_is_refused(manager: Session, body: dict[str, object], kind: str) -> None:
    _ = refused(manager.patch(f"/api/users/{manager.id}", body), 400, kind, pointer=f"/{next(iter(body))}")
