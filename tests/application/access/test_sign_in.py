"""Signing in with a secret, and out: who is let in, how that is counted, and what is written down."""

from datetime import timedelta

import pytest

from application.access.sign_out import SignOut
from application.access.sign_out_everywhere import SignOutEverywhere
from application.access.verify_token import VerifyToken
from domain.access.device import DeviceId
from domain.access.secret import Secret, SecretKind, WrongCredentials, is_digest_of
from domain.access.session import SessionEnded, WaiterInactive
from domain.access.token import Claims
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Role
from domain.kernel.errors import TooMany
from domain.restaurant.restaurant import Restaurant
from tests.application.access.conftest import ANA_EMAIL, BOSS_EMAIL, PASSWORD, PIN, Doors
from tests.application.conftest import NOON

MOMENT = timedelta(microseconds=1)
WRONG = Secret(SecretKind.PASSWORD, "wrong")


async def test_a_session_says_whose_it_is_where_it_is_and_how_long_it_lasts(doors: Doors) -> None:
    ana = await doors.ana(await doors.boss())
    before = doors.chance.made
    opened = await doors.enter(email=f" {ANA_EMAIL.upper()} ")
    (session,) = (await doors.shelf()).sessions.values()
    assert (session.waiter, session.device, session.token_version) == (ana.id, None, ana.token_version)
    assert session.expires_at == NOON + timedelta(days=30)
    assert is_digest_of(f"token {before + 1}", session.secret)
    assert session.salt == f"token {before + 2}"
    assert opened.waiter == ana
    assert opened.access_token == f"{ana.id} {session.id} {ana.token_version}"
    assert opened.refresh_token == f"{session.id}.token {before + 1}"
    assert (await doors.events())[-1] == Event(happening=Happening.SIGNED_IN, at=NOON, actor=ana.id, subject=ana.id)
    assert doors.counted == [("sign-in", "192.0.2.1")]


async def test_on_a_device_of_the_restaurant_six_digits_are_enough_for_a_waiter(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss)
    till, token = await doors.till(boss)
    opened = await doors.enter(PIN, device=token)
    assert opened.waiter == ana
    (session,) = (await doors.shelf()).sessions.values()
    assert session.device == till.id
    assert doors.counted == [("sign-in of ours", str(till.id))]
    assert (await doors.events())[-1] == Event(
        happening=Happening.SIGNED_IN, at=NOON, actor=ana.id, subject=ana.id, details={"device": str(till.id)}
    )


@pytest.mark.parametrize("token", [None, "", ".", "no device", "00000000-0000-0000-0000-00000000ffff.secret"])
async def test_six_digits_open_nothing_elsewhere(doors: Doors, token: str | None) -> None:
    _ = await doors.ana(await doors.boss())
    with pytest.raises(WrongCredentials):
        _ = await doors.enter(PIN, device=token)
    assert doors.hashes.asked == [None]  # nothing is compared, in the same time
    assert doors.counted == [("sign-in", "192.0.2.1")]


async def test_six_digits_open_nothing_on_a_device_with_another_secret_or_a_revoked_one(doors: Doors) -> None:
    boss = await doors.boss()
    _ = await doors.ana(boss)
    till, token = await doors.till(boss)
    with pytest.raises(WrongCredentials):
        _ = await doors.enter(PIN, device=f"{token}.")
    shelf = await doors.shelf()
    shelf.devices[till.id] = till.revoked(NOON)
    with pytest.raises(WrongCredentials):
        _ = await doors.enter(PIN, device=token)
    assert shelf.sessions == {}
    assert doors.counted == [("sign-in", "192.0.2.1")] * 2


async def test_six_digits_open_the_kitchens_session_on_a_device(doors: Doors) -> None:
    boss = await doors.boss()
    _ = await doors.ana(boss, Role.KITCHEN)
    _, token = await doors.till(boss)
    assert (await doors.enter(PIN, device=token)).waiter.role is Role.KITCHEN
    with pytest.raises(WrongCredentials):
        _ = await doors.enter(PIN)


async def test_six_digits_open_nothing_for_a_manager_whose_password_does(doors: Doors) -> None:
    boss = await doors.boss()
    _ = await doors.ana(boss, Role.MANAGER)
    _, token = await doors.till(boss)
    with pytest.raises(WrongCredentials):
        _ = await doors.enter(PIN, device=token)
    assert (await doors.enter(device=token)).waiter.manages


async def test_a_secret_that_was_never_chosen_opens_nothing(doors: Doors) -> None:
    boss = await doors.boss()
    _, token = await doors.till(boss)
    _ = await doors.employ(boss)
    for secret in (PASSWORD, PIN):
        with pytest.raises(WrongCredentials):
            _ = await doors.enter(secret, device=token)
    assert doors.hashes.asked == [None, None]


async def test_a_refusal_is_written_down_with_who_it_was_about_and_where(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss)
    till, token = await doors.till(boss)
    doors.clock.moment += MOMENT
    for email, device, subject, details in (
        (ANA_EMAIL, None, ana.id, {}),
        ("nobody@example.com", None, None, {}),
        (ANA_EMAIL, token, ana.id, {"device": str(till.id)}),
    ):
        with pytest.raises(WrongCredentials):
            _ = await doors.enter(WRONG, email, device)
        assert (await doors.events())[-1] == Event(
            happening=Happening.SIGN_IN_FAILED, at=NOON + MOMENT, subject=subject, details=details
        )
    assert {key: tries.failures for key, tries in (await doors.shelf()).attempts.items()} == {
        (ANA_EMAIL, None): 1,
        ("nobody@example.com", None): 1,
        (ANA_EMAIL, till.id): 1,
    }


async def test_tries_on_a_device_and_elsewhere_are_counted_apart_and_forgotten_apart(doors: Doors) -> None:
    boss = await doors.boss()
    _ = await doors.ana(boss)
    _, token = await doors.till(boss)
    for device in (None, token):
        with pytest.raises(WrongCredentials):
            _ = await doors.enter(WRONG, device=device)
    _ = await doors.enter(PIN, device=token)
    assert [*(await doors.shelf()).attempts] == [(ANA_EMAIL, None)]
    _ = await doors.enter()
    assert (await doors.shelf()).attempts == {}


async def test_who_fails_too_often_waits_before_anything_is_compared(doors: Doors) -> None:
    _ = await doors.ana(await doors.boss())
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            _ = await doors.enter(WRONG)
    asked = len(doors.hashes.asked)
    with pytest.raises(TooMany):
        _ = await doors.enter()
    assert len(doors.hashes.asked) == asked


async def test_who_has_left_is_told_so_only_after_the_right_secret(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss)
    shelf = await doors.shelf()
    shelf.waiters[ana.id] = ana.changed(active=False)
    with pytest.raises(WrongCredentials):
        _ = await doors.enter(WRONG)
    till, token = await doors.till(boss)
    for device, details in ((None, {}), (token, {"device": str(till.id)})):
        with pytest.raises(WaiterInactive):
            _ = await doors.enter(device=device)
        assert (await doors.events())[-1] == Event(
            happening=Happening.SIGN_IN_FAILED, at=NOON, subject=ana.id, details=details
        )
    assert shelf.sessions == {}


async def test_a_hash_of_before_is_made_anew_and_a_good_one_is_kept(doors: Doors) -> None:
    ana = await doors.ana(await doors.boss())
    credentials = (await doors.shelf()).credentials
    _ = await doors.enter()
    assert credentials[ana.id, SecretKind.PASSWORD] == "1 password open sesame"
    doors.hashes.year = 2
    _ = await doors.enter()
    assert credentials[ana.id, SecretKind.PASSWORD] == "2 password open sesame"
    assert credentials[ana.id, SecretKind.PIN] == "1 pin 274951"


async def test_a_hash_made_anew_does_not_bring_back_a_password_that_was_changed_meanwhile(doors: Doors) -> None:
    ana = await doors.ana(await doors.boss())
    credentials = (await doors.shelf()).credentials
    doors.hashes.year = 2
    doors.hashes.meanwhile = lambda: credentials.update({(ana.id, SecretKind.PASSWORD): "2 chosen since"})
    _ = await doors.enter()
    assert credentials[ana.id, SecretKind.PASSWORD] == "2 chosen since"


async def test_nobody_signs_in_on_a_device_that_is_revoked_meanwhile(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss)
    till, token = await doors.till(boss)
    shelf = await doors.shelf()
    doors.hashes.meanwhile = lambda: shelf.devices.update({till.id: till.revoked(NOON)})
    with pytest.raises(WrongCredentials):
        _ = await doors.enter(PIN, device=token)
    assert shelf.sessions == {}
    assert (await doors.events())[-1] == Event(
        happening=Happening.SIGN_IN_FAILED, at=NOON, subject=ana.id, details={"device": str(till.id)}
    )
    assert shelf.attempts[ANA_EMAIL, DeviceId(till.id)].failures == 1


async def test_nobody_is_verified_as_if_they_were_somebody(doors: Doors) -> None:
    _ = await doors.boss()
    for email in (BOSS_EMAIL, "nobody@example.com"):
        with pytest.raises(WrongCredentials):
            _ = await doors.enter(WRONG, email)
    assert doors.hashes.asked == ["1 password open sesame", None]


async def test_who_signs_out_is_out_until_their_last_token_has_expired(doors: Doors) -> None:
    ana = await doors.ana(await doors.boss())
    _ = await doors.enter()
    shelf = await doors.shelf()
    (session,) = shelf.sessions
    claims = Claims((await doors.get(Restaurant)).id, ana.id, session, ana.token_version, NOON + timedelta(minutes=7))
    verify = await doors.get(VerifyToken)
    assert await verify(claims=claims) == ana
    doors.clock.moment += MOMENT
    await (await doors.get(SignOut))(claims=claims)
    assert (shelf.sessions, shelf.ended_sessions) == ({}, {session: claims.expires})
    assert (await doors.events())[-1] == Event(
        happening=Happening.SIGNED_OUT, at=NOON + MOMENT, actor=ana.id, subject=ana.id
    )
    with pytest.raises(SessionEnded):
        _ = await verify(claims=claims)


async def test_who_signs_out_everywhere_is_out_everywhere(doors: Doors) -> None:
    ana = await doors.ana(await doors.boss())
    _ = await doors.enter()
    doors.clock.moment += MOMENT
    await (await doors.get(SignOutEverywhere))(waiter=ana)
    shelf = await doors.shelf()
    assert shelf.waiters[ana.id] == ana.signed_out()
    assert (await doors.events())[-1] == Event(
        happening=Happening.SIGNED_OUT_EVERYWHERE, at=NOON + MOMENT, actor=ana.id, subject=ana.id
    )
    claims = Claims(
        (await doors.get(Restaurant)).id,
        ana.id,
        next(iter(shelf.sessions)),
        ana.token_version,
        NOON + timedelta(minutes=15),
    )
    with pytest.raises(SessionEnded):
        _ = await (await doors.get(VerifyToken))(claims=claims)
