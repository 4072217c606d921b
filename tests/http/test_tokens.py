"""Tokens: what opens the door, and how each other thing is turned away."""

import base64
import json
import re
import time

import httpx
import jwt
import pytest

from adapters.security.tokens import key_id
from tests.http.api import NOBODY, Api, Session, refused

CALLS = [
    ("GET", "/api/auth/verify"),
    ("GET", "/api/users"),
    ("GET", f"/api/users/{NOBODY}"),
    ("PATCH", f"/api/users/{NOBODY}"),
    ("POST", "/api/auth/logout"),
    ("POST", "/api/auth/logout-everywhere"),
    ("GET", "/api/reports/sales"),
    ("GET", "/api/orders"),
    ("POST", "/api/orders"),
    ("GET", f"/api/orders/{NOBODY}"),
    ("GET", "/api/products"),
    ("POST", "/api/products"),
    ("GET", f"/api/products/{NOBODY}"),
    ("PATCH", f"/api/products/{NOBODY}"),
    ("GET", "/api/reports/products"),
]


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_calls_need_a_token_before_anything_else(api: Api, method: str, path: str) -> None:
    problem = refused(api.client.request(method, path), 401, "token-missing")

    assert problem["message"] == "Request does not contain an access token"
    assert problem["error"] == "authorization_required"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "Token abc", "Digest x"])
def test_another_scheme_is_no_token(api: Api, header: str) -> None:
    answer = api.client.get("/api/orders", headers={"Authorization": header})

    problem = refused(answer, 401, "token-missing", "Request does not contain an access token")
    assert problem["error"] == "authorization_required"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="orders"'


def test_a_good_token_in_the_basic_scheme_is_no_token(api: Api, waiter: Session) -> None:
    answer = api.client.get("/api/orders", headers={"Authorization": f"Basic {waiter.token}"})

    assert refused(answer, 401, "token-missing")["error"] == "authorization_required"


def test_the_schemes_name_is_read_in_any_case(api: Api, waiter: Session) -> None:
    assert api.client.get("/api/orders", headers={"Authorization": f"bEARER {waiter.token}"}).status_code == 200


def _is_invalid(api: Api, token: str) -> None:
    answer = api.carrying(token).get("/api/orders")
    problem = refused(answer, 401, "token-invalid", "Signature verification failed")
    assert problem["error"] == "invalid_token"
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("token", ["x", "a.b.c", "..", "null", "a" * 5000, "eyJhbGciOiJIUzI1NiJ9.e30."])
def test_what_is_no_token_does_not_verify(api: Api, token: str) -> None:
    _is_invalid(api, token)


def test_another_secret_does_not_verify(api: Api) -> None:
    _is_invalid(api, api.forged({}, secret="y" * 40))


def test_a_token_without_a_signature_does_not_verify(api: Api) -> None:
    _is_invalid(api, api.forged({}, algorithm="none"))


def test_another_algorithm_does_not_verify(api: Api) -> None:
    _is_invalid(api, api.forged({}, secret="x" * 64, algorithm="HS512"))


def test_a_changed_claim_does_not_verify(api: Api, waiter: Session, manager: Session) -> None:
    head, _, signature = waiter.token.split(".")
    claims = jwt.decode(waiter.token, options={"verify_signature": False}) | {"sub": manager.id}
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()

    _is_invalid(api, f"{head}.{body}.{signature}")


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "iat", "exp", "jti", "sid", "ver"])
def test_every_claim_is_needed(api: Api, claim: str) -> None:
    _is_invalid(api, api.forged({claim: None}))


@pytest.mark.parametrize(
    ("claim", "value"),
    [("aud", NOBODY), ("aud", [NOBODY]), ("iss", "another"), ("sub", "1"), ("sub", 5), ("exp", "soon"), ("jti", 5)]
    + [("exp", "1e400"), ("iat", "x"), ("sub", ""), ("sid", "x"), ("sid", 5), ("ver", "x"), ("ver", None)],
)
def test_claims_of_other_kinds_do_not_verify(api: Api, claim: str, value: object) -> None:
    # A library that signs may refuse such claims itself, so they are signed as bytes.
    claims = jwt.decode(api.waiter().token, options={"verify_signature": False}) | {claim: value}
    _is_invalid(api, jwt.api_jws.encode(json.dumps(claims).encode(), "x" * 40, headers={"kid": key_id("x" * 40)}))


def test_a_token_from_the_future_does_not_verify(api: Api) -> None:
    now = time.time()  # noqa: TID251  the token's times are compared with the machine's clock
    _is_invalid(api, api.forged({"iat": int(now) + 3600, "exp": int(now) + 7200}))


def test_a_token_past_its_time_has_expired(api: Api) -> None:
    now = time.time()  # noqa: TID251  the token's times are compared with the machine's clock
    token = api.forged({"iat": int(now) - 43_300, "exp": int(now) - 100})

    problem = refused(api.carrying(token).get("/api/orders"), 401, "token-expired", "The token has expired")

    assert problem["error"] == "token_expired"


def test_an_expired_token_with_a_wrong_signature_is_invalid_rather_than_expired(api: Api) -> None:
    _is_invalid(api, api.forged({"exp": 1}, secret="y" * 40))


def test_a_token_lasts_twelve_hours(waiter: Session) -> None:
    claims = jwt.decode(waiter.token, options={"verify_signature": False})

    assert claims["exp"] - claims["iat"] == 12 * 60 * 60
    assert claims["sub"] == waiter.id


@pytest.mark.parametrize("kid", [None, "", "unknown", key_id("y" * 40)])
def test_another_key_id_does_not_verify(api: Api, kid: str | None) -> None:
    _is_invalid(api, api.forged({}, kid=kid))


def _has_ended(answer: httpx.Response) -> None:
    assert refused(answer, 401, "session-ended")["error"] == "token_revoked"


def test_signing_out_ends_this_session_at_once_and_no_other(api: Api) -> None:
    first = api.waiter()
    second = api.sign_in(first.get("/api/auth/verify").json()["user"]["email"])

    answer = first.post("/api/auth/logout", None)

    assert (answer.status_code, answer.content) == (204, b"")
    _has_ended(first.get("/api/orders"))
    _has_ended(first.post("/api/auth/logout", None))
    assert second.get("/api/orders").status_code == 200


def test_who_has_signed_out_reads_nothing_any_more(api: Api) -> None:
    waiter = api.waiter()
    assert waiter.post("/api/auth/logout", None).status_code == 204
    paths = api.client.get("/openapi.json").json()["paths"]
    reads = [path for path, item in paths.items() if item.get("get", {}).get("security") == [{"bearer": []}]]
    assert {"/api/orders", "/api/restaurant"} <= {*reads}
    for path in reads:
        _has_ended(waiter.get(re.sub(r"\{\w+}", NOBODY, path)))


def test_signing_out_everywhere_ends_every_session_at_once(api: Api) -> None:
    first, stranger = api.waiter(), api.waiter()
    email = first.get("/api/auth/verify").json()["user"]["email"]
    second = api.sign_in(email)

    assert second.post("/api/auth/logout-everywhere", None).status_code == 204

    _has_ended(first.get("/api/orders"))
    _has_ended(second.get("/api/orders"))
    assert stranger.get("/api/orders").status_code == 200
    assert api.sign_in(email).get("/api/orders").status_code == 200
