"""The same ports, kept twice: in memory and on PostgreSQL. A contract holds in both worlds, or it is none."""

from dataclasses import dataclass
from datetime import time
from typing import Final, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from adapters.memory.access.activations import MemoryActivations
from adapters.memory.access.attempts import MemoryAttempts
from adapters.memory.access.credentials import MemoryCredentials
from adapters.memory.access.devices import MemoryDevices
from adapters.memory.access.sessions import MemorySessions
from adapters.memory.access.setups import MemorySetups
from adapters.memory.access.signed_in import MemorySignedIn
from adapters.memory.catalogue.products import MemoryProducts
from adapters.memory.kernel.answers import MemoryAnswers
from adapters.memory.kernel.audit import MemoryAudit
from adapters.memory.kernel.rate_limits import MemoryRateLimits
from adapters.memory.kernel.readiness import MemoryReadiness
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import MemoryUnitOfWork
from adapters.memory.ordering.catalogue import MemoryCatalogue
from adapters.memory.ordering.orders import MemoryOrders
from adapters.memory.people.waiters import MemoryWaiters
from adapters.memory.reporting.order_counts import MemoryOrderCounts
from adapters.memory.reporting.product_counts import MemoryProductCounts
from adapters.memory.reporting.rollups import MemoryRollups
from adapters.memory.reporting.sales import MemorySales
from adapters.memory.restaurant.restaurants import MemoryRestaurants
from adapters.postgres.access.activations import PostgresActivations
from adapters.postgres.access.attempts import PostgresAttempts
from adapters.postgres.access.credentials import PostgresCredentials
from adapters.postgres.access.devices import PostgresDevices
from adapters.postgres.access.sessions import PostgresSessions
from adapters.postgres.access.setups import PostgresSetups
from adapters.postgres.access.signed_in import PostgresSignedIn
from adapters.postgres.catalogue.products import PostgresProducts
from adapters.postgres.kernel.answers import PostgresAnswers
from adapters.postgres.kernel.audit import PostgresAudit
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rate_limits import PostgresRateLimits
from adapters.postgres.kernel.readiness import PostgresReadiness
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.ordering.catalogue import PostgresCatalogue
from adapters.postgres.ordering.orders import PostgresOrders
from adapters.postgres.people.waiters import PostgresWaiters
from adapters.postgres.reporting.order_counts import PostgresOrderCounts
from adapters.postgres.reporting.product_counts import PostgresProductCounts
from adapters.postgres.reporting.rollups import PostgresRollups
from adapters.postgres.reporting.sales import PostgresSales
from adapters.postgres.restaurant.restaurants import PostgresRestaurants
from application.access.ports import Activations, Attempts, Credentials, Devices, Sessions, Setups, SignedIn
from application.catalogue.ports import ProductCounts, Products
from application.kernel.answers import Answers
from application.kernel.audit import Audit
from application.kernel.rate_limits import RateLimits
from application.kernel.readiness import Readiness
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.ports import Catalogue, OrderCounts, Orders
from application.people.ports import Waiters
from application.reporting.ports import Rollups, Sales
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import Restaurant

OURS: Final = RestaurantId(UUID(int=1))
MIDNIGHT: Final = time(0)
NEXT_DOOR: Final = RestaurantId(UUID(int=2))


@dataclass(frozen=True, slots=True)
class Room:
    """One restaurant's ports, sharing one unit of work: what one request is given."""

    work: UnitOfWork
    restaurants: Restaurants
    waiters: Waiters
    signed_in: SignedIn
    sessions: Sessions
    credentials: Credentials
    activations: Activations
    setups: Setups
    devices: Devices
    attempts: Attempts
    audit: Audit
    rate_limits: RateLimits
    products: Products
    product_counts: ProductCounts
    catalogue: Catalogue
    orders: Orders
    order_counts: OrderCounts
    sales: Sales
    rollups: Rollups
    answers: Answers


class World(Protocol):
    """One way to keep things."""

    @property
    def readiness(self) -> Readiness:
        """Return what tells whether this world is ready."""
        ...

    def room(self, restaurant: RestaurantId = OURS) -> Room:
        """Return ports with a new unit of work."""
        ...

    async def close(self) -> None:
        """Let go of what is held."""


class InMemory(World):
    """Keeps things in dicts."""

    def __init__(self) -> None:
        self._store = MemoryStore()

    @property
    def readiness(self) -> Readiness:
        return MemoryReadiness()

    def room(self, restaurant: RestaurantId = OURS) -> Room:
        store, work = self._store, MemoryUnitOfWork()
        return Room(
            work=work,
            restaurants=MemoryRestaurants(store),
            waiters=MemoryWaiters(store, restaurant),
            signed_in=MemorySignedIn(store, restaurant),
            sessions=MemorySessions(store, restaurant),
            credentials=MemoryCredentials(store, restaurant),
            activations=MemoryActivations(store, restaurant),
            setups=MemorySetups(store, restaurant),
            devices=MemoryDevices(store, restaurant),
            attempts=MemoryAttempts(store, restaurant),
            audit=MemoryAudit(store, restaurant),
            rate_limits=MemoryRateLimits(store, restaurant),
            products=MemoryProducts(store, restaurant),
            product_counts=MemoryProductCounts(store, restaurant),
            catalogue=MemoryCatalogue(store, restaurant),
            orders=MemoryOrders(store, restaurant),
            order_counts=MemoryOrderCounts(store, restaurant),
            sales=MemorySales(store, restaurant),
            rollups=MemoryRollups(),
            answers=MemoryAnswers(store, restaurant),
        )

    async def close(self) -> None:
        self._store = MemoryStore()


class OnPostgres(World):
    """Keeps things in a migrated database."""

    def __init__(self, database_url: str) -> None:
        self.database = Database(database_url)

    @property
    def readiness(self) -> Readiness:
        return PostgresReadiness(self.database)

    def room(self, restaurant: RestaurantId = OURS) -> Room:
        database, work = self.database, PostgresUnitOfWork(self.database)
        return Room(
            work=work,
            restaurants=PostgresRestaurants(database),
            waiters=PostgresWaiters(database, restaurant),
            signed_in=PostgresSignedIn(database, restaurant),
            sessions=PostgresSessions(database, restaurant),
            credentials=PostgresCredentials(database, restaurant),
            activations=PostgresActivations(database, restaurant),
            setups=PostgresSetups(database, restaurant),
            devices=PostgresDevices(database, restaurant),
            attempts=PostgresAttempts(database, restaurant),
            audit=PostgresAudit(database, restaurant),
            rate_limits=PostgresRateLimits(database, restaurant),
            products=PostgresProducts(database, restaurant),
            product_counts=PostgresProductCounts(database, restaurant),
            catalogue=PostgresCatalogue(database, restaurant),
            orders=PostgresOrders(database, restaurant),
            order_counts=PostgresOrderCounts(database, restaurant),
            sales=PostgresSales(database, restaurant),
            rollups=PostgresRollups(database),
            answers=PostgresAnswers(database, restaurant),
        )

    async def close(self) -> None:
        await self.database.close()


def a_restaurant(
    restaurant: RestaurantId = OURS, *, name: str = "Trattoria", zone: str = "UTC", day_starts_at: time = MIDNIGHT
) -> Restaurant:
    """Return a restaurant that is paid in dollars."""
    return Restaurant(
        id=restaurant,
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
