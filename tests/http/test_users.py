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
