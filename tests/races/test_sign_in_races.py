"""What many try at once to get in: on PostgreSQL, by two processes' worth of connections."""

import asyncio
from collections.abc import AsyncIterator, Callable
from types import NoneType

import pytest

from adapters.security.chance import SystemChance
from adapters.security.hashes import Argon2Hashes
from adapters.security.tokens import SignedTokens
from adapters.system.clock import SystemClock
from adapters.system.email_syntax import ValidatedEmailSyntax
from adapters.system.ids import TimeOrderedIds
from application.access.admission import Admission
from application.access.refresh_session import RefreshSession
from application.access.revoke_device import RevokeDevice
from application.access.set_up import SetUp
from application.access.sign_in_with_secret import SignInWithSecret
from application.access.try_secret import TrySecret
from domain.access.device import Device, DeviceId, Pairing
from domain.access.lifetimes import SESSIONS_LAST, TOKENS_LAST
from domain.access.secret import Secret, SecretKind, SetupRefused, WrongCredentials, digest
from domain.access.session import Opened, SessionEnded
from domain.kernel.caller import Caller, Role
from domain.kernel.errors import TooMany
from domain.kernel.names import Name
from domain.people.waiter import Waiter
from tests.contracts.things import a_session, a_waiter, kept
from tests.contracts.worlds import OURS, OnPostgres, Room, open_both
from tests.database import ask

CLOCK, IDS, CHANCE, HASHES = SystemClock(), TimeOrderedIds(), SystemChance(), Argon2Hashes(threads=4)
TOKENS = SignedTokens(secrets=["s" * 32], lifetime=TOKENS_LAST, restaurant=OURS, clock=CLOCK, ids=IDS)


@pytest.fixture
async def workers(clean_database: str) -> AsyncIterator[list[OnPostgres]]:
    worlds = [OnPostgres(clean_database), OnPostgres(clean_database)]
    _ = await open_both(worlds[0])
    yield worlds
    for world in worlds:
        await world.close()


def anybody(room: Room) -> Admission:
    return Admission(room.rate_limits, room.rate_limits, CLOCK, None, "")


async def test_fifty_who_have_the_setup_token_make_one_manager(workers: list[OnPostgres], clean_database: str) -> None:
    offering = workers[0].room()
    await offering.work.commit(None, offering.setups.offer(digest("t" * 32)))

    async def set_up(room: Room, number: int) -> Waiter:
        setting_up = SetUp(
            room.waiters,
            room.setups,
            room.credentials,
            room.activations,
            HASHES,
            ValidatedEmailSyntax(),
            room.audit,
            CLOCK,
            IDS,
            CHANCE,
            room.work,
        )
        email = f"m{number}@example.com"
        return (await setting_up(token="t" * 32, email=email, name=Name("M"), secret=None, admission=anybody(room)))[0]

    outcomes = await asyncio.gather(
        *(set_up(workers[number % 2].room(), number) for number in range(50)), return_exceptions=True
    )

    kinds = [type(outcome) for outcome in outcomes]
    assert (kinds.count(Waiter), kinds.count(SetupRefused)) == (1, 49)
    assert await ask(clean_database, "SELECT count(*) FROM users WHERE role = 'manager'") == [(1,)]
    assert await ask(clean_database, "SELECT count(*) FROM audit") == [(1,)]


async def _enter(room: Room, waiter: Waiter, secret: Secret, device: str | None) -> Opened:
    entering = SignInWithSecret(
        TrySecret(room.credentials, room.attempts, HASHES, ValidatedEmailSyntax(), CLOCK),
        room.devices,
        room.sessions,
        TOKENS,
        room.audit,
        CLOCK,
        IDS,
        CHANCE,
        room.work,
    )
    return await entering(email=waiter.email, secret=secret, device_token=device, admission=anybody(room))


async def test_a_hundred_guesses_at_once_by_several_workers_try_five(
    workers: list[OnPostgres], counted: Callable[[str], None]
) -> None:
    ann = a_waiter()
    _ = await kept(workers[0], ann)

    wrong = Secret(SecretKind.PASSWORD, "wrong")

    outcomes = await asyncio.gather(
        *(_enter(workers[number % 2].room(), ann, wrong, None) for number in range(100)), return_exceptions=True
    )

    kinds = [type(outcome) for outcome in outcomes]
    counted(f"100 guesses at once: {kinds.count(WrongCredentials)} were tried")
    assert (kinds.count(WrongCredentials), kinds.count(TooMany)) == (5, 95)


async def test_one_refresh_token_used_many_times_at_once_has_one_successor(workers: list[OnPostgres]) -> None:
    ann = a_waiter()
    room = await kept(workers[0], ann)
    session = a_session(ann)
    await room.work.commit(None, room.sessions.add(session))

    async def refresh(room: Room, token: str) -> Opened:
        refreshing = RefreshSession(room.sessions, room.waiters, TOKENS, room.audit, CLOCK, room.work)
        return await refreshing(refresh_token=token, admission=anybody(room))

    first = session.refresh_token("secret")
    opened = await asyncio.gather(*(refresh(workers[number % 2].room(), first) for number in range(20)))

    (successor,) = {each.refresh_token for each in opened}
    assert successor != first
    assert (await refresh(workers[1].room(), successor)).refresh_token not in {first, successor}
    with pytest.raises(SessionEnded):
        _ = await refresh(workers[0].room(), first)
    for world in workers:
        with pytest.raises(SessionEnded):
            _ = await world.room().signed_in.find(ann.id, session.id)


async def test_nobody_stays_signed_in_on_a_device_that_is_revoked_at_the_same_time(
    workers: list[OnPostgres], clean_database: str
) -> None:
    ann, password = a_waiter(), Secret(SecretKind.PASSWORD, "correct horse battery")
    room = await kept(workers[0], ann)
    await room.work.commit(None, room.credentials.put(ann.id, password.kind, await HASHES.make(password)))
    boss = Caller(id=ann.id, role=Role.MANAGER)
    for _ in range(5):
        code, till = digest(CHANCE.code()), DeviceId(IDS.new())
        now = CLOCK.now()
        await room.work.commit(
            None,
            room.devices.offer(Pairing(code=code, name=Name("T"), offered_by=ann.id, expires_at=now + SESSIONS_LAST)),
        )
        device = Device(id=till, name=Name("T"), secret=digest("s"), enrolled_by=ann.id, enrolled_at=now)
        await room.work.commit(None, room.devices.enrol(device, code))

        async def revoke(room: Room, till: DeviceId) -> None:
            await asyncio.sleep(0.06)
            revoking = RevokeDevice(room.devices, room.sessions, room.audit, CLOCK, room.work)
            _ = await revoking(caller=boss, device=till)

        outcomes = await asyncio.gather(
            *(_enter(workers[number % 2].room(), ann, password, f"{till}.s") for number in range(4)),
            revoke(workers[0].room(), till),
            return_exceptions=True,
        )

        assert {type(outcome) for outcome in outcomes} <= {Opened, WrongCredentials, TooMany, NoneType}
        assert outcomes[-1] is None
        # Who comes after it was revoked, with a password, comes as somebody without a device.
        assert await ask(clean_database, "SELECT count(*) FROM sessions WHERE device_id IS NOT NULL") == [(0,)]
