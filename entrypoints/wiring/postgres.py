"""Port to adapter, on PostgreSQL."""

from collections.abc import AsyncIterator

from dishka import Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete

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
from adapters.postgres.kernel.statistics import PostgresStatistics
from adapters.postgres.kernel.timelines import Timelines
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
from application.kernel.statistics import Statistics
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.ports import Catalogue, OrderCounts, Orders
from application.people.ports import Waiters
from application.reporting.ports import Rollups, Sales
from domain.restaurant.restaurant import Restaurant
from entrypoints.settings import Settings
from entrypoints.wiring.shared import required


class OnPostgres(Provider):
    """Everything that is kept, in the database of the settings."""

    scope = Scope.REQUEST

    @provide(scope=Scope.APP)
    async def database(self, settings: Settings) -> AsyncIterator[Database]:
        """Open the way to it, and close it at the end."""
        watch = None
        if settings.metrics_port is not None:
            from entrypoints.metrics import metrics  # noqa: PLC0415 - what nobody looks at costs nothing

            watch = metrics()
        database = Database(
            required(settings.database_url, "DATABASE_URL"),
            watch=watch,
            timelines=Timelines(settings.data_dir / "timelines"),
            processes=settings.workers,
        )
        yield database
        await database.close()

    @provide(scope=Scope.APP)
    async def restaurant(self, database: Database) -> Restaurant:
        """Look up the one restaurant there is."""
        return await PostgresRestaurants(database).first()

    readiness = provide(PostgresReadiness, provides=Readiness, scope=Scope.APP)
    statistics = provide(PostgresStatistics, provides=Statistics, scope=Scope.APP)
    work = provide(PostgresUnitOfWork, provides=UnitOfWork)
    answers = provide(PostgresAnswers, provides=Answers)
    audit = provide(PostgresAudit, provides=Audit)
    rate_limits = provide(PostgresRateLimits, provides=RateLimits)
    waiters = provide(PostgresWaiters, provides=Waiters)
    signed_in = provide(PostgresSignedIn, provides=SignedIn)
    sessions = provide(PostgresSessions, provides=Sessions)
    credentials = provide(PostgresCredentials, provides=Credentials)
    activations = provide(PostgresActivations, provides=Activations)
    setups = provide(PostgresSetups, provides=Setups)
    devices = provide(PostgresDevices, provides=Devices)
    attempts = provide(PostgresAttempts, provides=Attempts)
    products = provide(PostgresProducts, provides=Products)
    product_counts = provide(PostgresProductCounts, provides=ProductCounts)
    catalogue = provide(PostgresCatalogue, provides=Catalogue)
    orders = provide(PostgresOrders, provides=Orders)
    order_counts = provide(PostgresOrderCounts, provides=OrderCounts)
    rollups = provide(PostgresRollups, provides=Rollups)
    sales = provide(PostgresSales, provides=Sales)
