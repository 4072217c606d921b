"""Refreshing a session: what is answered to a token that is good, was good, or never was."""

from datetime import timedelta

import jwt
import pytest

from domain.access.lifetimes import GRACE
from tests.http.api import NOBODY, refused
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, Managed, MovableClock, on_a

SOON, LATE = GRACE - timedelta(seconds=1), GRACE + timedelta(seconds=1)


def inside(managed: Managed) -> Managed.Inside:
    return managed.enter(managed.person(), password=PASSWORD)


def happened(managed: Managed) -> str:
    return managed.manager.get("/api/audit").json()["entries"][0]["happening"]


def test_an_access_token_lasts_fifteen_minutes_and_a_refresh_token_opens_the_next(
    moved: Managed, clock: MovableClock
) -> None:
    session = inside(moved)
    claims = jwt.decode(session.token, options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == session.opened["expires_in"] == 900
    clock.later = timedelta(minutes=16)
    _ = refused(session.get("/api/orders"), 401, "token-expired")

    renewed = session.refresh()

    assert renewed.status_code == 200
    assert renewed.headers["Cache-Control"] == "no-store"
    following = Managed.Inside(moved, renewed.json())
    assert following.get("/api/orders").status_code == 200
    assert following.refresh().status_code == 200


@pytest.mark.parametrize("later", [timedelta(0), SOON, -SOON])
def test_a_refresh_token_sent_again_soon_is_answered_with_the_same_successor(
    moved: Managed, clock: MovableClock, later: timedelta
) -> None:
    session = inside(moved)
    first = session.refresh().json()
    clock.later = later

    again = session.refresh()

    assert again.status_code == 200
    assert again.json()["refresh_token"] == first["refresh_token"] != session.refresh_token
    for opened in (first, again.json()):
        assert Managed.Inside(moved, opened).get("/api/orders").status_code == 200
    assert Managed.Inside(moved, again.json()).refresh().status_code == 200


def test_a_refresh_token_sent_again_late_ends_the_whole_family(moved: Managed, clock: MovableClock) -> None:
    session = inside(moved)
    following = Managed.Inside(moved, session.refresh().json())
    _ = session.refresh()  # which does not begin the grace anew
    clock.later = LATE

    _ = refused(session.refresh(), 401, "session-ended")

    _ = refused(following.get("/api/orders"), 401, "session-ended")
    _ = refused(session.get("/api/orders"), 401, "session-ended")
    _ = refused(following.refresh(), 401, "session-ended")
    moved_manager = moved.enter("boss@example.com", password=PASSWORD)
    assert "session_stolen" in [each["happening"] for each in moved_manager.get("/api/audit").json()["entries"]]


@pytest.mark.parametrize("uses", [1, 2, 5])
def test_a_refresh_token_sent_again_once_its_successor_was_used_ends_the_whole_family(
    managed: Managed, uses: int
) -> None:
    session = inside(managed)
    following = Managed.Inside(managed, session.refresh().json())
    for _ in range(uses):
        following = Managed.Inside(managed, following.refresh().json())

    _ = refused(session.refresh(), 401, "session-ended")

    _ = refused(following.get("/api/orders"), 401, "session-ended")
    _ = refused(following.refresh(), 401, "session-ended")
    assert happened(managed) == "session_stolen"


def test_whoever_knows_a_sessions_id_and_no_token_of_it_ends_nothing(managed: Managed) -> None:
    session, another = inside(managed), inside(managed)
    second = Managed.Inside(managed, session.refresh().json())
    third = Managed.Inside(managed, second.refresh().json())
    known = jwt.decode(third.token, options={"verify_signature": False})["sid"]
    _, _, secret, number, proof = third.refresh_token.split(".")
    made_up = [
        f"{known}.x",
        f"{known}.",
        known,
        f"{known}.{another.refresh_token.partition('.')[2]}",
        f"{known}.{secret[:-1]}.{number}.{proof}",
        *(f"{known}.{secret}.{each}.{proof}" for each in ("0", "1", "3", "02", "-1", "٢", "9" * 400, "")),
        f"{known}.{secret}.{number}.{proof[:-1]}",
        *(third.refresh_token + more for more in ("x", ".", ".x", " ", "\u0301")),
        *(second.refresh_token + more for more in ("x", ".")),
        session.refresh_token + "x",
    ]

    for token in made_up:
        _ = refused(third.refresh(token), 401, "session-ended")

    assert third.get("/api/orders").status_code == 200
    assert third.refresh().status_code == 200
    assert "session_stolen" not in managed.manager.get("/api/audit").text


@pytest.mark.parametrize("token", ["x", ".", f"{NOBODY}.x", "é.é", "x" * 5000, "." * 5000])
def test_what_is_no_refresh_token_opens_nothing(managed: Managed, token: str) -> None:
    _ = refused(managed.manager.refresh(token), 401, "session-ended")
    assert managed.manager.refresh().status_code == 200


@pytest.mark.parametrize("way", ["logout", "logout-everywhere"])
def test_signing_out_ends_the_refresh_token_too(managed: Managed, way: str) -> None:
    session = inside(managed)
    assert session.post(f"/api/auth/{way}", None).status_code == 204
    _ = refused(session.refresh(), 401, "session-ended")


def test_a_clock_that_is_set_back_signs_nobody_out(moved: Managed, clock: MovableClock) -> None:
    session = inside(moved)
    clock.later = timedelta(seconds=-20)
    assert session.get("/api/orders").status_code == 200
    renewed = Managed.Inside(moved, session.refresh().json())
    clock.later = timedelta(seconds=-40)
    assert renewed.get("/api/orders").status_code == 200
    assert renewed.refresh().status_code == 200


def test_a_clock_that_is_set_back_signs_nobody_out_who_has_an_email_alone(open_api: OpenApi) -> None:
    clock = MovableClock()
    waiter = open_api(on_a(clock)).waiter()
    clock.later = timedelta(seconds=-20)
    assert waiter.get("/api/orders").status_code == 200
