"""One restaurant on a PostgreSQL that is watched, and its use cases, wired as in production."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from typing import Final, TypeVar

from dishka import Provider
from typing_extensions import override

from adapters.postgres.kernel.engine import Database
from application.access.admission import Admission
from application.kernel.clock import Clock
from application.kernel.rate_limits import RateLimits
from domain.access.session import SessionId
from domain.access.token import Claims
from domain.kernel.caller import Role
from domain.kernel.rate import Rate
from domain.ordering.order import Order
from entrypoints.settings import Settings
from entrypoints.wiring.container import make_container
from entrypoints.wiring.containers import Containers
from entrypoints.wiring.scopes import Scope
from tests.contracts.things import (
    NOON,
    a_line,
    a_modifier_group,
    a_payment_method,
    a_product,
    a_section,
    a_station,
    a_table,
    a_tax_rate,
    a_waiter,
    a_webhook,
    an_order,
    kept,
)
from tests.contracts.worlds import OURS, OnPostgres, open_both
from tests.database import Watched
from tests.http.api import SECRET
from tests.http.managed import SETUP_TOKEN, quick_hashes

T = TypeVar("T")

ANN: Final = a_waiter()
BOSS: Final = a_waiter("boss@example.com", role=Role.MANAGER)
SOUP: Final = a_product("Soup")
BAR: Final = a_station("Bar")
VOUCHER: Final = a_payment_method("Voucher")
VAT: Final = a_tax_rate("Food")
EXTRAS: Final = a_modifier_group("Extras", Olives=50)
TERRACE: Final = a_section("Terrace")
SEVEN: Final = a_table("7", section=TERRACE)
ORDER: Final = an_order(ANN, a_line(SOUP))
HEARING: Final = a_webhook("http://127.0.0.1/")
"""A webhook of an address that nothing is sent to."""
CLAIMS: Final = Claims(
    restaurant=OURS, waiter=BOSS.id, session=SessionId(ORDER.id), version=BOSS.token_version, expires=NOON
)


def watching(database: Watched) -> Provider:
    """Return a provider of this database, which is closed with the container."""

    async def opened() -> AsyncIterator[Database]:
        yield database
        await database.close()

    provider = Provider(scope=Scope.APP)
    _ = provider.provide(opened, provides=Database, override=True)
    return provider


class UseCases(ABC):
    """The use cases of one restaurant."""

    @abstractmethod
    async def get(self, wanted: type[T]) -> T:
        """Return what the container makes."""

    async def admission(self) -> Admission:
        """Return who lets strangers in, a thousand a minute."""
        limits = await self.get(RateLimits)
        return Admission(limits, limits, await self.get(Clock), Rate(1000), "192.0.2.1")


class Kitchen(UseCases):
    """Them, and what they have sent to PostgreSQL."""

    def __init__(self, database_url: str) -> None:
        settings = Settings(
            app_env="development",
            storage="postgres",
            database_url=database_url,
            jwt_secret_key=SECRET,
            auth_mode="managed",
            prices="sent",
            setup_token=SETUP_TOKEN,
        )
        self._watched = Watched(database_url)
        self._containers = Containers(make_container(settings, watching(self._watched), quick_hashes()))

    @property
    def sent(self) -> list[str]:
        """What PostgreSQL was sent so far."""
        return self._watched.sent

    @property
    def records(self) -> list[tuple[str, Sequence[object]]]:
        """What was sent, each with its arguments."""
        most = len(self._watched.sent)
        return list(zip(self._watched.sent, self._watched.arguments[-most:], strict=True)) if most else []

    @override
    async def get(self, wanted: type[T]) -> T:
        return await (await self._containers.first()).get(wanted)

    async def close(self) -> None:
        """Let go of the database."""
        await self._containers.app.close()


async def stock(database_url: str, *orders: Order) -> None:
    """Open a restaurant in a clean database, where Ann and a manager work, with one of each and some orders."""
    world = await open_both(OnPostgres(database_url))
    _ = await kept(world, BOSS, ANN, BAR, VAT, VOUCHER, EXTRAS, TERRACE, SEVEN, SOUP, ORDER, HEARING, *orders)
    await world.close()
