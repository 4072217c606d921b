"""A restaurant whose people prove who they are, in memory, as the program wires it, and a clock set by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import pytest
from dishka import AsyncContainer, Provider

from adapters.memory.kernel.store import MemoryStore, Shelf
from application.access.activate_user import ActivateUser
from application.access.admission import Admission
from application.access.chance import Chance
from application.access.employ_user import EmployUser
from application.access.enrol_device import EnrolDevice
from application.access.hashes import Hashes
from application.access.offer_pairing import OfferPairing
from application.access.ports import Tokens
from application.access.set_up import SetUp
from application.access.sign_in_with_secret import SignInWithSecret
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.rate_limits import RateLimits
from domain.access.device import Device
from domain.access.secret import Code, Secret, SecretKind, digest
from domain.access.session import Opened
from domain.kernel.audit import Event
from domain.kernel.caller import Role
from domain.kernel.names import Name
from domain.kernel.rate import Rate
from domain.people.waiter import Waiter
from domain.restaurant.restaurant import Restaurant
from entrypoints.settings import Settings
from entrypoints.wiring.container import make_container
from entrypoints.wiring.containers import container_of
from entrypoints.wiring.scopes import Scope
from tests.application.conftest import CountedIds, FixedClock, PlainTokens
from tests.contracts.worlds import OURS, a_restaurant

T = TypeVar("T")
SETUP_TOKEN = "the owner's token, thirty-two bytes"
PASSWORD = Secret(SecretKind.PASSWORD, "open sesame")
PIN = Secret(SecretKind.PIN, "274951")
BOSS_EMAIL, ANA_EMAIL = "boss@example.com", "ana@example.com"


@dataclass(slots=True)
class PlainHashes(Hashes):
    """Writes down the year, of what kind the secret is, and the secret, and is dated with every new year."""

    year: int = 1
    made: list[Secret] = field(default_factory=list[Secret])
    asked: list[str | None] = field(default_factory=list[str | None])
    meanwhile: Callable[[], None] = field(default=lambda: None)

    async def make(self, secret: Secret) -> str:
        self.made.append(secret)
        self.meanwhile()
        return f"{self.year} {secret.kind} {secret.text}"

    async def verify(self, hashed: str | None, secret: Secret) -> bool:
        self.asked.append(hashed)
        self.meanwhile()
        return hashed is not None and hashed.partition(" ")[2] == f"{secret.kind} {secret.text}"

    def is_dated(self, hashed: str) -> bool:
        return hashed.partition(" ")[0] != str(self.year)


@dataclass(slots=True)
class CountedChance(Chance):
    """Counts."""

    made: int = 0

    def token(self) -> str:
        self.made += 1
        return f"token {self.made}"

    def code(self) -> Code:
        self.made += 1
        return Code(f"ABCD-0000-0000-{self.made:04}")


@dataclass(slots=True)
class Tally(RateLimits):
    """Writes down who was counted as what, and when, and lets everybody in."""

    taken: list[tuple[str, str, Rate, datetime]] = field(default_factory=list[tuple[str, str, Rate, datetime]])

    async def take(self, what: str, who: str, *, rate: Rate, now: datetime) -> None:
        self.taken.append((what, who, rate, now))

    async def forget_before(self, moment: datetime) -> int:
        return len([when for *_, when in self.taken if when < moment])


@dataclass(slots=True)
class Doors:
    """One restaurant, every use case of it, and what is kept."""

    container: AsyncContainer
    clock: FixedClock
    chance: CountedChance
    hashes: PlainHashes
    tally: Tally

    async def get(self, kind: type[T]) -> T:
        """Return a use case, or a port."""
        return await self.container.get(kind)

    async def shelf(self) -> Shelf:
        """Return what the restaurant keeps."""
        store, restaurant = await self.get(MemoryStore), await self.get(Restaurant)
        return store.shelves[restaurant.id]

    async def events(self) -> Sequence[Event]:
        """Return what was written down, oldest first."""
        return [each.event for each in (await self.shelf()).audit]

    @property
    def admission(self) -> Admission:
        """An address from which a hundred may try a minute."""
        return Admission(self.tally, self.tally, self.clock, Rate(100), "192.0.2.1")

    @property
    def counted(self) -> Sequence[tuple[str, str]]:
        """Who was counted, and as what."""
        return [(what, who) for what, who, *_ in self.tally.taken]

    async def set_up(self, secret: Secret | None = PASSWORD, token: str = SETUP_TOKEN) -> tuple[Waiter, Code | None]:
        set_up = await self.get(SetUp)
        return await set_up(token=token, email=BOSS_EMAIL, name=Name("Bo"), secret=secret, admission=self.admission)

    async def boss(self) -> Waiter:
        """Return the first manager, who signs in with a password."""
        manager, _ = await self.set_up()
        return manager

    async def employ(self, boss: Waiter, role: Role = Role.WAITER) -> tuple[Waiter, Code]:
        """Return Ana, and the code that lets her choose a secret."""
        employ = await self.get(EmployUser)
        return await employ(caller=boss.caller, email=ANA_EMAIL, name=Name("Ana"), role=role)

    async def activate(self, code: str, *secrets: Secret, email: str = ANA_EMAIL) -> Waiter:
        activate = await self.get(ActivateUser)
        return await activate(email=email, code=Code(code), secrets=secrets, admission=self.admission)

    async def ana(self, boss: Waiter, role: Role = Role.WAITER) -> Waiter:
        """Return Ana, who has chosen a password and a PIN."""
        _, code = await self.employ(boss, role)
        return await self.activate(code, PASSWORD, PIN)

    async def enrol(self, code: str) -> tuple[Device, str]:
        enrol = await self.get(EnrolDevice)
        return await enrol(code=Code(code), admission=self.admission)

    async def till(self, boss: Waiter) -> tuple[Device, str]:
        """Return a device of the restaurant, and its token."""
        offer = await self.get(OfferPairing)
        _, code = await offer(caller=boss.caller, name=Name("Till"))
        return await self.enrol(code)

    async def enter(self, secret: Secret = PASSWORD, email: str = ANA_EMAIL, device: str | None = None) -> Opened:
        sign_in = await self.get(SignInWithSecret)
        return await sign_in(email=email, secret=secret, device_token=device, admission=self.admission)


def doors_with(setup_token: str | None) -> Doors:
    """Return a restaurant that whoever has this token may set up."""
    clock, ids, chance, hashes = FixedClock(), CountedIds(), CountedChance(), PlainHashes()
    given = Provider(scope=Scope.APP)
    _ = given.provide(lambda: clock, provides=Clock)
    _ = given.provide(lambda: ids, provides=Ids)
    _ = given.provide(lambda: chance, provides=Chance)
    _ = given.provide(lambda: hashes, provides=Hashes)
    _ = given.provide(PlainTokens, provides=Tokens, scope=Scope.RESTAURANT)
    settings = Settings(app_env="development", storage="memory", auth_mode="managed", jwt_secret_key="s" * 32)
    app = make_container(settings, given)
    if setup_token is not None:
        app.get_sync(MemoryStore).setup_tokens[OURS] = digest(setup_token)
    container = container_of(app, a_restaurant())
    return Doors(container, clock, chance, hashes, Tally())


@pytest.fixture
def doors() -> Doors:
    """Return a restaurant with nobody in it yet."""
    return doors_with(SETUP_TOKEN)
