"""Signing in with a secret, in process: hashes that are plain to see, and a clock that is set by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from adapters.memory.access.attempts import MemoryAttempts
from adapters.memory.access.credentials import MemoryCredentials
from adapters.memory.access.devices import MemoryDevices
from adapters.memory.kernel.rate_limits import MemoryRateLimits
from application.access.admission import Admission
from application.access.ports import Chance, Hashes
from application.access.refresh_session import RefreshSession
from application.access.sign_in_with_secret import SignInWithSecret
from domain.access.device import Device, DeviceId
from domain.access.lifetimes import GRACE, SESSIONS_LAST
from domain.access.secret import Secret, SecretKind, WrongCredentials, digest
from domain.access.session import Opened, SessionEnded, WaiterInactive
from domain.kernel.audit import Happening
from domain.people.waiter import Waiter
from tests.application.conftest import House, PlainEmails, PlainTokens


@dataclass(slots=True)
class PlainHashes(Hashes):
    """Writes the secret down beside the year, and is dated with every new one."""

    year: int = 1
    asked: list[str | None] = field(default_factory=list[str | None])
    meanwhile: Callable[[], None] = field(default=lambda: None)

    async def make(self, secret: Secret) -> str:
        return f"{self.year}:{secret.text}"

    async def verify(self, hashed: str | None, secret: Secret) -> bool:
        self.asked.append(hashed)
        self.meanwhile()
        return hashed is not None and hashed.partition(":")[2] == secret.text

    def is_dated(self, hashed: str) -> bool:
        return hashed.partition(":")[0] != str(self.year)


@dataclass(slots=True)
class CountedChance(Chance):
    """Counts."""

    made: int = 0

    def token(self) -> str:
        self.made += 1
        return f"token {self.made}"

    def code(self) -> str:
        return self.token()


@dataclass(slots=True)
class Door:
    """A house whose people have passwords."""

    house: House
    hashes: PlainHashes = field(default_factory=PlainHashes)
    chance: CountedChance = field(default_factory=CountedChance)

    async def ana(self) -> Waiter:
        ana = await self.house.register(email="ana@example.com", name="Ana")
        self.house.shelf.credentials[ana.id, SecretKind.PASSWORD] = "1:open sesame"
        return ana

    @property
    def admission(self) -> Admission:
        return Admission(MemoryRateLimits(self.house.store, self.house.restaurant.id), self.house.clock, None, "")

    async def enter(self, password: str, email: str = "ana@example.com", device: str | None = None) -> Opened:
        house = self.house
        kept = (house.store, house.restaurant.id)
        entering = SignInWithSecret(
            MemoryCredentials(*kept),
            MemoryDevices(*kept),
            MemoryAttempts(*kept),
            house.sessions,
            self.hashes,
            PlainTokens(),
            PlainEmails(),
            house.audit,
            house.clock,
            house.ids,
            self.chance,
            house.work,
        )
        return await entering(
            email=email, secret=Secret(SecretKind.PASSWORD, password), device_token=device, admission=self.admission
        )

    async def refresh(self, token: str) -> Opened:
        house = self.house
        sessions, waiters = house.sessions, house.waiters
        refreshing = RefreshSession(sessions, waiters, PlainTokens(), house.audit, house.clock, house.work)
        return await refreshing(refresh_token=token, admission=self.admission)


@pytest.fixture
def door(house: House) -> Door:
    return Door(house)


async def test_who_knows_the_secret_gets_a_session(door: Door) -> None:
    ana = await door.ana()
    opened = await door.enter("open sesame")
    assert opened.waiter == ana
    (session,) = door.house.shelf.sessions.values()
    assert opened.refresh_token == f"{session.id}.token 1"
    assert session.expires_at == door.house.clock.moment + SESSIONS_LAST
    assert door.house.shelf.attempts == {}


async def test_a_hash_of_before_is_made_anew_and_a_good_one_is_kept(door: Door) -> None:
    ana = await door.ana()
    _ = await door.enter("open sesame")
    assert door.house.shelf.credentials[ana.id, SecretKind.PASSWORD] == "1:open sesame"
    door.hashes.year = 2
    _ = await door.enter("open sesame")
    assert door.house.shelf.credentials[ana.id, SecretKind.PASSWORD] == "2:open sesame"


async def test_a_hash_made_anew_does_not_bring_back_a_password_that_was_changed_meanwhile(door: Door) -> None:
    ana = await door.ana()
    door.hashes.year = 2
    credentials = door.house.shelf.credentials
    door.hashes.meanwhile = lambda: credentials.update({(ana.id, SecretKind.PASSWORD): "2:chosen since"})
    _ = await door.enter("open sesame")
    assert credentials[ana.id, SecretKind.PASSWORD] == "2:chosen since"


async def test_nobody_signs_in_on_a_device_that_is_revoked_meanwhile(door: Door) -> None:
    ana, devices = await door.ana(), door.house.shelf.devices
    moment = door.house.clock.moment
    till = Device(
        id=DeviceId(door.house.ids.new()), name="Till", secret=digest("s"), enrolled_by=ana.id, enrolled_at=moment
    )
    devices[till.id] = till
    opened = await door.enter("open sesame", device=f"{till.id}.s")
    assert opened.waiter == ana
    before = dict(door.house.shelf.sessions)
    door.hashes.meanwhile = lambda: devices.update({till.id: till.revoked(moment)})
    with pytest.raises(WrongCredentials):
        _ = await door.enter("open sesame", device=f"{till.id}.s")
    assert door.house.shelf.sessions == before
    assert door.house.shelf.audit[-1].event.happening is Happening.SIGN_IN_FAILED


async def test_who_has_left_is_refused_and_that_is_written_down(door: Door) -> None:
    ana = await door.ana()
    door.house.shelf.waiters[ana.id] = ana.changed(active=False)
    with pytest.raises(WaiterInactive):
        _ = await door.enter("open sesame")
    assert [(each.event.happening, each.event.subject) for each in door.house.shelf.audit] == [
        (Happening.SIGN_IN_FAILED, ana.id)
    ]


async def test_nobody_is_verified_as_if_they_were_somebody(door: Door) -> None:
    _ = await door.ana()
    for email in ("ana@example.com", "nobody@example.com"):
        with pytest.raises(WrongCredentials):
            _ = await door.enter("wrong", email)
    assert door.hashes.asked == ["1:open sesame", None]
    assert [each.event.happening for each in door.house.shelf.audit] == [Happening.SIGN_IN_FAILED] * 2


async def test_a_refresh_token_is_good_once_and_until_the_session_ends(door: Door) -> None:
    _ = await door.ana()
    first = await door.enter("open sesame")
    second = await door.refresh(first.refresh_token)
    door.house.clock.moment += SESSIONS_LAST - timedelta(seconds=1)
    third = await door.refresh(second.refresh_token)
    door.house.clock.moment += timedelta(seconds=1)
    with pytest.raises(SessionEnded):
        _ = await door.refresh(third.refresh_token)


async def test_a_refresh_token_of_before_ends_the_session_and_is_written_down(door: Door) -> None:
    _ = await door.ana()
    first = await door.enter("open sesame")
    second = await door.refresh(first.refresh_token)
    door.house.clock.moment += GRACE + timedelta(microseconds=1)
    for token in (first.refresh_token, second.refresh_token):
        with pytest.raises(SessionEnded):
            _ = await door.refresh(token)
    assert door.house.shelf.sessions == {}
    assert door.house.shelf.audit[-1].event.happening is Happening.SESSION_STOLEN
