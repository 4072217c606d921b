"""Which restaurant a call means that needs no token, when it brings one, or names several."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx
import jwt
import pytest

from adapters.security.tokens import ISSUER, key_id
from tests.http.api import NOBODY, OPERATOR_TOKEN, SECRET, Api, NextDoor, Session, refused
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, SETUP_TOKEN, Managed, StoppedClock, on_a, quick_hashes

LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)
ANA: Final = {"email": "ana@next.example.com", "name": "Ana", "role": "waiter"}
THEIRS: Final = {"Restaurant": "bistro"}


@pytest.fixture
def api(open_api: OpenApi) -> Api:
    return open_api(operator_token=OPERATOR_TOKEN)


@pytest.fixture
def managed(open_api: OpenApi) -> Managed:
    return Managed(
        open_api(quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN, operator_token=OPERATOR_TOKEN)
    )


def signed_again(token: str, secret: str = SECRET, **changes: object) -> dict[str, str]:
    """Return the header with the token, expired long ago, with other claims, signed by this secret."""
    claims = jwt.decode(token, options={"verify_signature": False})
    claims |= {"iat": LONG_AGO, "exp": LONG_AGO + timedelta(hours=1)} | changes
    return {"Authorization": f"Bearer {jwt.encode(claims, secret, headers={'kid': key_id(SECRET)})}"}


@pytest.fixture
def bistro(api: Api) -> NextDoor:
    return api.opened("bistro")


@pytest.fixture
def boss(managed: Managed) -> Session:
    """Return the manager of a managed restaurant next door."""
    return managed.api.opened("bistro", managed=True).comes("manager")


def test_strangers_with_an_expired_token_are_served_where_it_was_of_use(api: Api, bistro: NextDoor) -> None:
    post, expired = api.client.post, signed_again(bistro.comes("waiter").token)
    assert post("/api/users", json=ANA, headers=expired).status_code == 201
    _ = refused(post("/api/auth/login", json=ANA), 404, "waiter-not-found")
    entered = post("/api/auth/login", json=ANA, headers=expired)
    assert entered.status_code == 200
    assert api.carrying(entered.json()["access_token"]).get("/api/restaurant", **THEIRS).status_code == 200


def managed_calls(managed: Managed, boss: Session) -> dict[str, Callable[[dict[str, str]], httpx.Response]]:
    """Return each call that strangers make in managed mode, as it succeeds next door alone, with such headers."""
    post = managed.client.post
    made = boss.post("/api/users", ANA).json()
    pairing = boss.post("/api/devices/pairing-codes", {"name": "Till"}).json()["code"]
    secrets = {"email": "boss@next.example.com", "password": PASSWORD}
    opened = post("/api/auth/login", json=secrets, headers=THEIRS).json()
    bodies: dict[str, dict[str, Any]] = {
        "auth/login": secrets,
        "auth/refresh": {"refresh_token": opened["refresh_token"].removeprefix("bistro.")},
        "auth/activate": {"email": ANA["email"], "code": made["activation_code"], "password": PASSWORD},
        "devices": {"code": pairing},
    }
    return {
        path: lambda headers, path=path, body=body: post(f"/api/{path}", json=body, headers=headers)
        for path, body in bodies.items()
    }


def test_so_are_they_in_managed_mode_whatever_they_ask_for(managed: Managed, boss: Session) -> None:
    for path, call in managed_calls(managed, boss).items():
        assert call({}).status_code == 401, path
        assert call(signed_again(boss.token, aud=NOBODY)).status_code == 401, path
        _ = refused(call(signed_again(boss.token) | {"Restaurant": "restaurant"}), 400, "several-restaurants")
        assert call(signed_again(boss.token)).is_success, path


def test_so_is_who_sets_up(managed: Managed) -> None:
    answer = managed.client.post(
        "/api/restaurants", json={"name": "Cafe", "slug": "cafe"}, headers={"Operator-Token": OPERATOR_TOKEN}
    ).json()
    person = ANA | {"password": PASSWORD}
    del person["role"]
    expired = signed_again(managed.manager.token, aud=answer["restaurant"]["id"])
    setup = {"Setup-Token": answer["setup_token"]}
    _ = refused(managed.client.post("/api/users", json=person, headers=setup), 403, "setup-refused")
    assert managed.client.post("/api/users", json=person, headers=setup | expired).status_code == 201


@pytest.mark.parametrize("issuer", [ISSUER, f"{ISSUER} (managed)"])
def test_how_people_signed_in_when_it_was_issued_makes_no_difference(api: Api, bistro: NextDoor, issuer: str) -> None:
    expired = signed_again(bistro.comes("waiter").token, iss=issuer)
    assert api.client.post("/api/users", json=ANA, headers=expired).status_code == 201
    assert api.client.post("/api/auth/login", json=ANA, headers=THEIRS).status_code == 200


def test_an_expired_token_of_a_restaurant_that_is_forgotten_opens_none(api: Api) -> None:
    forgotten = signed_again(api.waiter().token, aud=NOBODY)
    for path in ("users", "auth/login"):
        for headers in (forgotten, forgotten | {"Restaurant": "restaurant"}):
            answer = api.client.post(f"/api/{path}", json=ANA, headers=headers)
            _ = refused(answer, 401, "token-invalid", "Signature verification failed")
    assert api.client.post("/api/users", json=ANA).status_code == 201


def test_a_token_opens_no_closed_restaurant_however_well_it_is_known(managed: Managed, boss: Session) -> None:
    calls = managed_calls(managed, boss)
    assert boss.get("/api/restaurant").status_code == 200  # so that the worker knows it, as it was
    assert boss.patch("/api/restaurant", {"open": False}).status_code == 200
    for headers in (signed_again(boss.token), {"Authorization": f"Bearer {boss.token}"}, THEIRS):
        for call in calls.values():
            _ = refused(call(headers), 403, "restaurant-closed")
    assert boss.patch("/api/restaurant", {"open": True}).status_code == 200
    for path, call in calls.items():
        assert call({"Authorization": f"Bearer {boss.token}"}).is_success, path


def test_what_others_signed_names_nothing(api: Api, bistro: NextDoor) -> None:
    theirs = bistro.comes("waiter").token
    foreign = signed_again(theirs, "y" * 40)
    assert api.client.post("/api/users", json=ANA, headers=foreign | THEIRS).status_code == 201
    for headers in (foreign, {"Authorization": f"Bearer {theirs[:-1]}"}, {"Authorization": "Bearer x"}):
        _ = refused(api.client.post("/api/auth/login", json=ANA, headers=headers), 404, "waiter-not-found")
        assert api.client.post("/api/auth/login", json=ANA, headers=headers | THEIRS).status_code == 200


def test_a_header_that_contradicts_an_expired_token_is_refused(api: Api, bistro: NextDoor) -> None:
    expired = signed_again(bistro.comes("waiter").token)
    for named in ("restaurant", "nowhere", ""):
        answer = api.client.post("/api/users", json=ANA, headers=expired | {"Restaurant": named})
        _ = refused(answer, 400, "several-restaurants")
    assert api.client.post("/api/users", json=ANA, headers=expired | THEIRS).status_code == 201


def test_what_lasts_of_another_restaurant_is_no_token_of_this_one(managed: Managed, boss: Session) -> None:
    refresh, post = {"refresh_token": managed.manager.refresh_token}, managed.client.post
    for token in ({"Authorization": f"Bearer {boss.token}"}, signed_again(boss.token)):
        _ = refused(post("/api/auth/refresh", json=refresh, headers=token), 401, "token-invalid")
        renamed = {"refresh_token": managed.manager.refresh_token.replace("restaurant.", "of-before.")}
        _ = refused(post("/api/auth/refresh", json=renamed, headers=token), 401, "token-invalid")
    assert post("/api/auth/refresh", json=refresh).status_code == 200


def test_a_request_names_one_restaurant(api: Api, bistro: NextDoor) -> None:
    _ = bistro.comes("waiter")
    send, body = api.carrying("").send, ANA
    for one, other in (("bistro", "restaurant"), ("restaurant", "bistro"), ("bistro", ""), ("bistro", "nowhere")):
        twice = [("Restaurant", one), ("Restaurant", other)]
        says = "This request names different restaurants: its Restaurant headers and its tokens have to name one"
        _ = refused(send("POST", "/api/users", body=body, headers=twice), 400, "several-restaurants", says)
        signed_in = [*twice, ("Authorization", f"Bearer {api.waiter().token}")]
        _ = refused(send("GET", "/api/orders", body="", headers=signed_in), 400, "several-restaurants")
    same = [("Restaurant", "bistro"), ("Restaurant", "bistro")]
    assert send("POST", "/api/users", body=body, headers=same).status_code == 201
    assert api.client.post("/api/auth/login", json=ANA, headers=THEIRS).status_code == 200


def test_an_empty_header_names_a_restaurant_that_is_not_there(api: Api) -> None:
    """It comes of a setting that was forgotten: to serve the first restaurant would be to guess."""
    for empty in ("", "  "):
        answer = api.client.post("/api/users", json=ANA, headers={"Restaurant": empty})
        _ = refused(answer, 404, "restaurant-not-found")


def test_who_guesses_slugs_is_counted_with_who_guesses_secrets(open_api: OpenApi) -> None:
    api = open_api(on_a(StoppedClock()), operator_token=OPERATOR_TOKEN, rate_limit=5)
    _ = api.opened("bistro")
    post = api.client.post
    for guess in ("a", "b", "c"):
        _ = refused(post("/api/auth/login", json=ANA, headers={"Restaurant": guess}), 404, "restaurant-not-found")
    for headers in ({}, THEIRS):
        _ = refused(post("/api/auth/login", json=ANA, headers=headers), 404, "waiter-not-found")
    for headers in ({}, THEIRS, {"Restaurant": "d"}):
        answer = post("/api/auth/login", json=ANA, headers=headers)
        assert int(answer.headers["Retry-After"]) > 0
        _ = refused(answer, 429, "too-many")


def test_so_is_who_guesses_them_in_front_of_tokens(open_api: OpenApi) -> None:
    settings = {"auth_mode": "managed", "setup_token": SETUP_TOKEN, "rate_limit": 3}
    managed = Managed(open_api(on_a(StoppedClock()), quick_hashes(), **settings))
    guesses = [managed.manager.refresh(f"guess-{number}.x.y").status_code for number in range(4)]
    assert set(guesses) == {401, 429}
    _ = refused(managed.login("boss@example.com", password=PASSWORD), 429, "too-many")
