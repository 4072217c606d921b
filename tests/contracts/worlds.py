"""The same ports, kept twice: in memory and on PostgreSQL. A contract holds in both worlds, or it is none."""

from abc import ABC, abstractmethod
from collections import defaultdict
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import time
from typing import Final, Self, TypeVar, get_type_hints
from uuid import UUID
from zoneinfo import ZoneInfo

from dishka import AsyncContainer, Provider
from typing_extensions import override

from adapters.memory.kernel.store import MemoryStore
from adapters.postgres.kernel.engine import Database
from application.access.approvals import Approvals
from application.access.ports import Activations, Attempts, Credentials, Devices, Sessions, Setups, SignedIn
from application.billing.payment_methods import PaymentMethods
from application.billing.ports import TaxRates
from application.catalogue.ports import ModifierGroups, ProductCounts, Products, Stations
from application.events.ports import EventLog
from application.events.webhooks import Webhooks
from application.floor.ports import Seatings, Sections, Tables
from application.kernel.answers import Answers
from application.kernel.audit import Audit
from application.kernel.business_days import BusinessDays, ClosedDays
from application.kernel.events import Outbox
from application.kernel.rate_limits import RateLimits
from application.kernel.readiness import Readiness
from application.kernel.statistics import Statistics
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.approvals import ApprovalsGiven
from application.ordering.board import Board
from application.ordering.catalogue import Catalogue
from application.ordering.floor import Floor
from application.ordering.ports import OrderCounts, OrderNumbers, Orders
from application.ordering.receipts import Receipts
from application.ordering.staff import Staff
from application.people.ports import Waiters
from application.reporting.day_reports import DayReports
from application.reporting.kitchen_timings import KitchenTimings
from application.reporting.ports import Rollups, Sales
from application.reporting.takings_ledger import TakingsLedger
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import Restaurant
from domain.restaurant.slug import Slug
from entrypoints.settings import Settings
from entrypoints.wiring.container import make_container
from entrypoints.wiring.containers import container_of
from entrypoints.wiring.scopes import Scope
from tests.contracts.twins import Everything, Mirrored, MirroredWork, Watch
from tests.database import EVERYTHING

T = TypeVar("T")

OURS: Final = RestaurantId(UUID(int=1))
MIDNIGHT: Final = time(0)
NEXT_DOOR: Final = RestaurantId(UUID(int=2))
TWIN: Final = RestaurantId(UUID(int=3))
"""Where everything happens that happens in ours, in worlds with a twin."""


@dataclass(frozen=True, slots=True)
class Room:
    """The ports that one restaurant's things are kept by."""

    work: UnitOfWork
    restaurants: Restaurants
    waiters: Waiters
    signed_in: SignedIn
    sessions: Sessions
    credentials: Credentials
    activations: Activations
    setups: Setups
    devices: Devices
    approvals: Approvals
    approvals_given: ApprovalsGiven
    attempts: Attempts
    audit: Audit
    outbox: Outbox
    event_log: EventLog
    webhooks: Webhooks
    rate_limits: RateLimits
    products: Products
    product_counts: ProductCounts
    stations: Stations
    tax_rates: TaxRates
    closed_days: ClosedDays
    payment_methods: PaymentMethods
    modifier_groups: ModifierGroups
    sections: Sections
    tables: Tables
    floor: Floor
    staff: Staff
    seatings: Seatings
    catalogue: Catalogue
    order_numbers: OrderNumbers
    orders: Orders
    receipts: Receipts
    board: Board
    order_counts: OrderCounts
    sales: Sales
    takings_ledger: TakingsLedger
    day_reports: DayReports
    rollups: Rollups
    kitchen_timings: KitchenTimings
    answers: Answers
    readiness: Readiness
    statistics: Statistics


_PORTS: Final = get_type_hints(Room)
_OF_NO_RESTAURANT: Final = {"restaurants", "readiness", "statistics"}


def open_days(room: Room, restaurant: Restaurant | None = None) -> BusinessDays:
    """Return the business days of this room's restaurant, which is like ours unless another is given."""
    return BusinessDays(restaurant or a_restaurant(), room.closed_days)


class World(ABC):
    """One way to keep things, wired as in production; which restaurant they are of is said by the test."""

    def __init__(self, settings: Settings, *keeping: Provider) -> None:
        """Wire as the settings say; `keeping` provides where things are kept, and what else a test wants instead."""
        self.app = make_container(settings, *keeping)
        self._containers: dict[RestaurantId, AsyncContainer] = {}
        self._rooms: dict[RestaurantId, Room] = {}

    def use(self, wanted: type[T], restaurant: RestaurantId = OURS) -> T:
        """Return a port of this restaurant, or a use case."""
        if restaurant not in self._containers:
            self._containers[restaurant] = container_of(self.app, a_restaurant(restaurant))
        return self._containers[restaurant].get_sync(wanted)

    def room(self, restaurant: RestaurantId = OURS) -> Room:
        """Return this restaurant's ports."""
        if restaurant not in self._rooms:
            self._rooms[restaurant] = Room(**{name: self.use(port, restaurant) for name, port in _PORTS.items()})
        return self._rooms[restaurant]

    def described(self, restaurant: Restaurant) -> Room:
        """Return the ports of a restaurant that is like this, from now on."""
        self._containers[restaurant.id] = container_of(self.app, restaurant)
        _ = self._rooms.pop(restaurant.id, None)
        return self.room(restaurant.id)

    async def with_twin(self) -> Self:
        """Open the twin restaurant, in which everything happens from now on that is done through our ports."""
        ours, theirs, watch = self.room(OURS), self.room(TWIN), Watch(self, OURS, TWIN)
        await ours.work.commit(None, ours.restaurants.add(a_restaurant(TWIN, name="Twin")))
        self._rooms[OURS] = replace(
            ours,
            **{
                name: Mirrored(port, getattr(ours, name), getattr(theirs, name), watch)
                for name, port in _PORTS.items()
                if name not in _OF_NO_RESTAURANT
            }
            | {"work": MirroredWork(ours.work, theirs.work, watch)},
        )
        return self

    @abstractmethod
    async def everything_of(self, restaurant: RestaurantId) -> Everything:
        """Return all that is kept of this restaurant."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of what is held."""


class InMemory(World):
    """Keeps things in dicts."""

    def __init__(self, *more: Provider) -> None:
        self._store, keeping = MemoryStore(), Provider(scope=Scope.APP)
        _ = keeping.provide(lambda: self._store, provides=MemoryStore, override=True)
        super().__init__(Settings(app_env="development", storage="memory", jwt_secret_key="x" * 40), keeping, *more)

    @override
    async def everything_of(self, restaurant: RestaurantId) -> Everything:
        shelf = self._store.shelves[restaurant]
        things = {each.name: copy(getattr(shelf, each.name)) for each in fields(shelf)}
        return things | {"restaurants": self._store.restaurants.get(restaurant)}

    @override
    async def close(self) -> None:
        """Let go of nothing: it is garbage."""


class OnPostgres(World):
    """Keeps things in a migrated database."""

    def __init__(self, database_url: str, *more: Provider, database: Database | None = None) -> None:
        self.database = database or Database(database_url)
        keeping = Provider(scope=Scope.APP)
        _ = keeping.provide(lambda: self.database, provides=Database, override=True)
        super().__init__(
            Settings(app_env="development", storage="postgres", jwt_secret_key="x" * 40, database_url=database_url),
            keeping,
            *more,
        )

    @override
    async def everything_of(self, restaurant: RestaurantId) -> Everything:
        found = defaultdict[str, list[object]](list)
        async with self.database.transaction() as connection:
            await connection.without_timeouts()  # it is no request that somebody waits for
            for name, columns in await connection.fetch(EVERYTHING, {"restaurant": restaurant}):
                found[name].append(tuple(columns))
        return found

    @override
    async def close(self) -> None:
        await self.database.close()


def a_restaurant(
    restaurant: RestaurantId = OURS,
    *,
    slug: str = "",
    name: str = "Trattoria",
    zone: str = "UTC",
    day_starts_at: time = MIDNIGHT,
) -> Restaurant:
    """Return a restaurant that is paid in dollars."""
    return Restaurant(
        id=restaurant,
        slug=Slug(slug or f"restaurant-{restaurant.int}"),
        name=Name(name),
        currency=Currency.of("USD"),
        time_zone=ZoneInfo(zone),
        day_starts_at=day_starts_at,
    )


async def open_both(world: World) -> World:
    """Return the world with two restaurants in it, which must never see each other's things."""
    room = world.room()
    await room.work.commit(
        None, room.restaurants.add(a_restaurant(OURS)), room.restaurants.add(a_restaurant(NEXT_DOOR, name="Next door"))
    )
    return world
