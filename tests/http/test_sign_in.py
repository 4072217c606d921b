"""Signing in, and asking whom a token stands for."""

import pytest

from tests.http.api import Api, Session, refused


def test_signing_in_returns_a_token_and_its_user(api: Api) -> None:
    user = api.register("ana@example.com", "Ana")

    answer = api.client.post("/api/auth/login", json={"email": "ana@example.com"})

    assert answer.status_code == 200
    assert set(answer.json()) == {"access_token", "user"}
    assert answer.json()["user"] == user


def test_an_email_is_the_same_in_any_case(api: Api) -> None:
    user = api.register("Ana@Example.com")

    assert api.sign_in("aNA@eXAMPLE.COM").id == user["id"]


SPELLINGS = [
    ("sp@example.com", " sp@example.com "),
    ("sp@example.com", "\ufeffsp@example.com"),
    ("sp@b\u00fccher.example", "sp@xn--bcher-kva.example"),
    ("sp@xn--bcher-kva.example", "sp@b\u00fccher.example"),
    ("jos\u00e9@example.com", "jose\u0301@example.com"),
    ("jose\u0301@example.com", "JOS\u00c9@example.com"),
]


@pytest.mark.parametrize(("registered", "written"), SPELLINGS)
def test_an_email_is_the_same_in_any_spelling(api: Api, registered: str, written: str) -> None:
    user = api.register(registered)

    assert api.sign_in(written).id == user["id"]
    answer = api.client.post("/api/users", json={"email": written, "name": "Twin"})
    _ = refused(answer, 409, "email-taken", "Email already exists")


@pytest.mark.parametrize("body", ["", "{}", '{"email": null}', '{"email": ""}', "null"])
def test_signing_in_needs_an_email(api: Api, body: str) -> None:
    answer = api.client.post("/api/auth/login", content=body, headers={"Content-Type": "application/json"})

    _ = refused(answer, 400, "email-required", "Email is required", pointer="/email")


@pytest.mark.parametrize("email", ["nobody@example.com", "not an address", "a" * 60_000, "%"])
def test_an_email_of_nobody_is_not_found(api: Api, email: str) -> None:
    answer = api.client.post("/api/auth/login", json={"email": email})

    _ = refused(answer, 404, "waiter-not-found", "User not found")


@pytest.mark.parametrize("email", [r'"a\u0000@example.com"', "5", "true", '["a@example.com"]', '{"a": 1}'])
def test_an_email_that_is_no_text_is_refused(api: Api, email: str) -> None:
    body = f'{{"email": {email}}}'

    answer = api.client.post("/api/auth/login", content=body, headers={"Content-Type": "application/json"})

    _ = refused(answer, 400, "invalid-body", pointer="/email")


def test_a_good_token_is_valid(waiter: Session) -> None:
    answer = waiter.get("/api/auth/verify")

    assert answer.status_code == 200
    assert answer.json()["message"] == "Token is valid"
    assert answer.json()["user"]["id"] == waiter.id
    assert set(answer.json()) == {"message", "user"}


def test_the_token_of_somebody_since_deleted_finds_no_user(api: Api) -> None:
    _ = refused(api.stranger().get("/api/auth/verify"), 404, "waiter-not-found", "User not found")
