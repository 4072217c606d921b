"""Port to adapter, in memory."""

from dishka import Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete

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
from adapters.memory.kernel.statistics import MemoryStatistics
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
from application.access.ports import Activations, Attempts, Credentials, Devices, Sessions, Setups, SignedIn
from application.catalogue.ports import ProductCounts, Products
from application.kernel.answers import Answers
from application.kernel.audit import Audit
from application.kernel.ids import Ids
from application.kernel.rate_limits import RateLimits
from application.kernel.readiness import Readiness
from application.kernel.statistics import Statistics
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.ports import Catalogue, OrderCounts, Orders
from application.people.ports import Waiters
from application.reporting.ports import Rollups, Sales
from domain.restaurant.restaurant import Restaurant
from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_in


class InMemory(Provider):
    """Everything that is kept, for as long as the process lives."""

    scope = Scope.REQUEST

    readiness = provide(MemoryReadiness, provides=Readiness, scope=Scope.APP)
    statistics = provide(MemoryStatistics, provides=Statistics, scope=Scope.APP)

    @provide(scope=Scope.APP)
    def store(self) -> MemoryStore:
        """Start with nothing."""
        return MemoryStore()

    @provide(scope=Scope.APP)
    async def restaurant(self, settings: Settings, store: MemoryStore, ids: Ids) -> Restaurant:
        """Open the restaurant that the settings describe."""
        return await open_in(MemoryRestaurants(store), MemoryUnitOfWork(), ids, settings)

    work = provide(MemoryUnitOfWork, provides=UnitOfWork)
    answers = provide(MemoryAnswers, provides=Answers)
    audit = provide(MemoryAudit, provides=Audit)
    rate_limits = provide(MemoryRateLimits, provides=RateLimits)
    waiters = provide(MemoryWaiters, provides=Waiters)
    signed_in = provide(MemorySignedIn, provides=SignedIn)
    sessions = provide(MemorySessions, provides=Sessions)
    credentials = provide(MemoryCredentials, provides=Credentials)
    activations = provide(MemoryActivations, provides=Activations)
    setups = provide(MemorySetups, provides=Setups)
    devices = provide(MemoryDevices, provides=Devices)
    attempts = provide(MemoryAttempts, provides=Attempts)
    products = provide(MemoryProducts, provides=Products)
    product_counts = provide(MemoryProductCounts, provides=ProductCounts)
    catalogue = provide(MemoryCatalogue, provides=Catalogue)
    orders = provide(MemoryOrders, provides=Orders)
    order_counts = provide(MemoryOrderCounts, provides=OrderCounts)
    rollups = provide(MemoryRollups, provides=Rollups)
    sales = provide(MemorySales, provides=Sales)
